import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { givenInstead, givenLines, throughGiven } from "../../ops/trial/given.ts";
import { Endpoint, somebody } from "../cli/running.ts";
import { World } from "./world.ts";

const inUse: Readonly<Record<string, string>> = { SENTRY_DSN: "https://0a1b2c3d@tracker.example/1" };

// Real: the SDK, and what is asked. Stood in for: the function that may read secrets, behind Lambda's API.
let lambda: Endpoint;
let bodies: string[];
let answers: (body: string) => object;
let world: World;
beforeEach(async () => {
  bodies = [];
  answers = (body) => {
    const { compare } = JSON.parse(body) as {
      compare: Record<string, { salt: string; digest: string }>;
    };
    const same = Object.entries(compare).map(([name, { salt, digest }]) => [
      name,
      createHmac("sha256", salt)
        .update(inUse[name] ?? "")
        .digest("hex") === digest,
    ]);
    return { same: Object.fromEntries(same) };
  };
  lambda = await Endpoint.start((_, body) => {
    bodies.push(body);
    return { body: JSON.stringify(answers(body)) };
  });
  for (const [name, value] of Object.entries({ ...somebody, AWS_ENDPOINT_URL_LAMBDA: lambda.url }))
    vi.stubEnv(name, value);
  world = new World();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  world[Symbol.dispose]();
  await lambda[Symbol.asyncDispose]();
});

const asked = async (env: NodeJS.ProcessEnv, through = {}) => {
  const trial = await world.trial({ through });
  return givenInstead({ ...trial, servesNow: async () => trial.release }, ["SENTRY_DSN", "API_KEY"], env);
};

describe("a secret that the environment gives", () => {
  it("is as good as the stack's own where it is the same, which nobody is shown", async () => {
    expect(await asked({ SENTRY_DSN: `${inUse.SENTRY_DSN}\n` })).toEqual([]);
    expect(lambda.asked).toEqual(["POST /2015-03-31/functions/prospector-staging-secrets-check/invocations"]);
    expect(bodies.join()).not.toContain("tracker");
  });

  it("makes it a rehearsal where the stack uses another, and says so", async () => {
    const given = await asked({ SENTRY_DSN: "https://0a1b2c3d@elsewhere.example/1", API_KEY: "k" });

    expect(given.map(({ name }) => name)).toEqual(["SENTRY_DSN", "API_KEY"]);
    expect(throughGiven(given)).toEqual({
      "secret SENTRY_DSN": "environment",
      "secret API_KEY": "environment",
    });
    expect(givenLines(given)[0]).toBe(
      "! SENTRY_DSN is your environment's, so this counts in a rehearsal alone: the stack uses another",
    );
  });

  it("makes it a rehearsal where nobody can say which the stack uses", async () => {
    answers = () => ({ ready: true, secrets: [] });
    const [one] = await asked(inUse);
    expect(one?.why).toMatch(/^nobody could say .* does not compare values yet: `\.\/golive up staging`/);
  });

  it("asks nobody in a rehearsal, nor where the environment gives none", async () => {
    const trial = await world.trial();
    const rehearsal = [{ name: "SENTRY_DSN", why: "it is a rehearsal" }];

    expect(await asked({})).toEqual([]);
    expect(await asked(inUse, { api: "http://127.0.0.1:8000" })).toEqual(rehearsal);
    expect(await givenInstead(trial, ["SENTRY_DSN"], inUse)).toEqual(rehearsal);
    expect(lambda.asked).toEqual([]);
  });
});
