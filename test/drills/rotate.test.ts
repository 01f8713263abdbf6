import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Config } from "../../config/schema.ts";
import { standingsOf } from "../../evidence/standing.ts";
import { rotatable } from "../../ops/rotate/which.ts";
import { rotate } from "../../ops/rotate.ts";
import { listening, silenced } from "../listening.ts";
import { World } from "./world.ts";

let server: Server;
let through: Record<string, string>;
let world: World;
let answers: (path: string, authorization: string | undefined) => number;
let asked: number;

const withToken = (config: Config): Config => ({
  ...config,
  trials: {
    ...config.trials,
    load: [{ service: "api", path: "/api/companies", as: "SCRAPER_API_TOKEN", weight: 1 }],
  },
});

beforeEach(async () => {
  asked = 0;
  answers = (path, authorization) => (path === "/health" || authorization === "Bearer old" ? 200 : 401);
  server = createServer((request, response) => {
    asked++;
    response.writeHead(answers(request.url ?? "", request.headers.authorization)).end();
  });
  through = { api: `http://127.0.0.1:${await listening(server)}` };
  world = new World({ config: withToken });
  vi.stubEnv("SCRAPER_API_TOKEN", "old");
});
afterEach(() => {
  silenced(server);
  world[Symbol.dispose]();
  vi.unstubAllEnvs();
});

const rotated = (command: string) =>
  world.act(rotate(world.target, { names: [], waitMinutes: 1, command }), { through });

describe("ops rotate, rehearsed", () => {
  it("is passed where the product goes on answering, and to an old token too", async () => {
    const record = await rotated("sleep 1.2; echo changed");

    expect([record.result, record.failures]).toEqual(["passed", []]);
    expect(record.measurements).toMatchObject({ healthFailed: 0, oldTokenStaysValid: true });
    expect(Number(record.measurements.healthAsked)).toBeGreaterThan(2);
    expect(world.said).toEqual(["  | changed"]);
    expect(JSON.stringify(record)).not.toContain('old"');
  });

  it("finds an answer that was not given meanwhile", async () => {
    answers = (path) => (path === "/health" && asked > 2 ? 503 : 200);
    const { result, failures } = await rotated("sleep 1.2");

    expect([result, failures]).toEqual([
      "failed",
      [{ what: expect.stringMatching(/\/health answered 503/), requirements: ["G08", "W07"] }],
    ]);
  });

  it("finds that who was signed in no longer is", async () => {
    answers = (path) => (path === "/health" || asked <= 1 ? 200 : 401);
    const { failures } = await rotated("true");

    expect(failures).toEqual([
      {
        what: "/api/companies answered 200 before and 401 after: a token that is still in its time was refused",
        requirements: ["G08"],
      },
    ]);
  });

  it("says that a token opened nothing even before", async () => {
    vi.stubEnv("SCRAPER_API_TOKEN", "wrong");
    const { failures } = await rotated("true");
    expect(failures.map(({ what }) => what)).toEqual([
      "/api/companies answered 401 to the token of SCRAPER_API_TOKEN before anything changed",
    ]);
  });

  it("is not passed where the command fails", async () => {
    const { failures } = await rotated("exit 4");
    expect(failures.map(({ what }) => what)).toEqual([
      "the command that changes them: it ended with exit code 4",
    ]);
  });
});

describe("a rotation of some alone", () => {
  const part = (...names: string[]) =>
    world.act(rotate(world.target, { names, waitMinutes: 1, command: "true" }), { through });

  it("is written down as theirs, and shows nothing of the others", async () => {
    expect((await part("DATABASE_URL")).subject).toBe("DATABASE_URL");
    expect((await part("REDIS_URL", "SUPABASE_JWT_SECRET")).subject).toBe("REDIS_URL, SUPABASE_JWT_SECRET");
    const question = {
      ...{ typed: "staging", release: "", now: new Date(), staging: [], rehearsal: true },
      here: await world.records(),
    };
    expect(standingsOf("rotate", question).map(({ state }) => state)).toEqual(["missing"]);
  });

  it("is one of all, where it names them all", async () => {
    expect((await part("SUPABASE_JWT_SECRET", "DATABASE_URL")).subject).toBeNull();
    expect((await rotated("true")).subject).toBeNull();
  });

  it("speaks against the whole, where it failed", async () => {
    answers = () => 503;
    expect(await part("DATABASE_URL")).toMatchObject({ subject: null, result: "failed" });
  });
});

describe("what can be rotated", () => {
  it("is by itself the signing keys and database credentials, with whoever reads them", () => {
    expect(rotatable(world.target, [])).toEqual([
      { name: "DATABASE_URL", source: "database-url", services: ["api", "worker", "scheduler"] },
      { name: "SUPABASE_JWT_SECRET", source: "signing-keys", services: ["api"] },
    ]);
  });

  it("is what is named, once", () => {
    expect(rotatable(world.target, ["REDIS_URL", "REDIS_URL"]).map(({ name }) => name)).toEqual([
      "REDIS_URL",
    ]);
  });

  it.each([
    ["OPENAI_API_KEY", /OPENAI_API_KEY, which a person brings: no function can make another/],
    ["DATABASE_URI", /no secret DATABASE_URI/],
  ])("is not %s", (name, said) => {
    expect(() => rotatable(world.target, [name])).toThrow(said);
  });
});
