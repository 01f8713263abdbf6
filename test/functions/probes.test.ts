import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { carrying, forgedTokens } from "../../functions/probes/forged.ts";
import { type Check, run, type Step } from "../../functions/probes/run.ts";
import { settings } from "../../functions/probes/settings.ts";

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

const good: Check = { name: "good", look: async () => [] };
const bad = (name: string): Check => ({ name, look: async () => [`${name} is wrong`, "and so is this"] });
const through: Step = (_, look) => look();

describe("a run of a probe", () => {
  it("takes every step, whatever became of the one before, and fails with the names of all that failed", async () => {
    const taken: string[] = [];
    const step: Step = (name, look) => {
      taken.push(name);
      return look();
    };
    await expect(run([bad("first"), good, bad("last")], step)).rejects.toThrow(
      "first: first is wrong; and so is this | last: last is wrong; and so is this",
    );
    expect(taken).toEqual(["first", "good", "last"]);
    expect(printed).toContain("first: first is wrong; and so is this");
  });

  it("ends well where nothing is wrong", async () => {
    await expect(run([good], through)).resolves.toBeUndefined();
    expect(printed).toBe("");
  });

  it("fails also where the library keeps a step's error to itself", async () => {
    const swallowing: Step = (_, look) => look().catch(() => {});
    await expect(run([bad("first")], swallowing)).rejects.toThrow("first: first is wrong");
  });

  it("fails where the library does not take a step", async () => {
    const broken: Step = async () => {
      throw new TypeError("MARKER");
    };
    await expect(run([good], broken)).rejects.toThrow("good: TypeError: a call failed");
  });

  it("repeats nothing of an error that is not its own", async () => {
    const check: Check = {
      name: "secret",
      look: async () => {
        throw new Error("Bearer MARKER");
      },
    };
    await expect(run([check], through)).rejects.toThrow("secret: Error: a call failed");
    expect(printed).not.toContain("MARKER");
  });
});

describe("a forged token", () => {
  const at = new Date("2026-11-21T10:00:00Z");
  const parts = (token: string) =>
    token
      .split(".")
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")));

  it("looks as a valid one does, but for its signature", () => {
    const [signed = "", unsigned = ""] = forgedTokens(at);
    expect(parts(signed)).toEqual([
      { alg: "HS256", typ: "JWT" },
      { sub: "golive-probe", role: "admin", iat: 1795255200, exp: 1795341600 },
    ]);
    expect(signed.split(".")[2]).toHaveLength(43);
    expect(parts(unsigned)[0]).toEqual({ alg: "none", typ: "JWT" });
    expect(unsigned).toMatch(/\.$/);
  });

  it("goes where the product looks for one", () => {
    expect(carrying("T", [{ header: "authorization" }])).toEqual({ authorization: "Bearer T" });
    expect(carrying("T", [{ header: "x-api-key" }, { cookie: "session" }])).toEqual({
      "x-api-key": "T",
      cookie: "session=T",
    });
    expect(carrying("T", [{ cookie: "session" }, { cookie: "admin" }])).toEqual({
      cookie: "session=T; admin=T",
    });
  });
});

describe("a probe's settings", () => {
  const api = {
    kind: "api",
    origin: "https://api.shop.example",
    plain: "http://api.shop.example",
    health: ["/health"],
    readers: ["https://app.shop.example"],
    protected: [],
    credentials: [{ header: "authorization" }],
    agent: "golive-probes/1",
    patienceSeconds: 5,
  };

  it("take an API that has nothing closed", () => {
    expect(settings.safeParse(api).success).toBe(true);
  });

  it.for([
    { ...api, origin: "http://api.shop.example" },
    { ...api, health: [] },
    { ...api, protected: [{ method: "DELETE", path: "/orders/1" }] },
    { ...api, kind: "load" },
    { kind: "tenants", leaks: [], agent: "golive-probes/1", patienceSeconds: 5 },
    { kind: "frontend", url: "http://app.shop.example", agent: "golive-probes/1", patienceSeconds: 5 },
  ])("refuse %j", (wrong) => {
    expect(settings.safeParse(wrong).success).toBe(false);
  });
});
