import { describe, expect, it } from "vitest";
import { chained, type Draft } from "../../evidence/record.ts";
import { type Question, standingsOf } from "../../evidence/standing.ts";
import { draft } from "./drafts.ts";

const release = "a".repeat(64);
const other = "c".repeat(64);
const record = (changes: Partial<Draft> = {}) =>
  chained(draft({ by: "arn:aws:iam::444455556666:user/ada", ...changes }), undefined, []);
const asked = (changes: Partial<Question> = {}): Question => ({
  typed: "production",
  release,
  now: new Date("2026-11-21T10:00:00.000Z"),
  here: [],
  staging: [],
  rehearsal: false,
  ...changes,
});
const stateOf = (kind: Draft["kind"], question: Question) =>
  standingsOf(kind, question).map(({ state, why, command }) => ({ state, why, command }));

describe("what is known of a kind", () => {
  it("is missing while nothing was tried, with the command that would try it", () => {
    expect(stateOf("smoke", asked())).toEqual([
      { state: "missing", why: "nothing was tried yet", command: "./golive ops smoke production --yes" },
    ]);
  });

  it("is proven by a record of this release that is young enough", () => {
    expect(stateOf("smoke", asked({ here: [record()] }))[0]).toMatchObject({
      state: "proven",
      why: "12 steps of 12",
    });
  });

  it("is not proven by a record of another release, where it is bound to one", () => {
    const here = [record({ release: other })];
    expect(stateOf("smoke", asked({ here }))[0]).toMatchObject({
      state: "another release",
      why: "the newest, of 2026-11-20, is of another release",
    });
    expect(stateOf("page", asked({ here: [record({ kind: "page", release: other })] }))[0]).toMatchObject({
      state: "proven",
    });
  });

  it("is stale after its days, and where it is of a time to come", () => {
    expect(
      stateOf("smoke", asked({ now: new Date("2026-11-28T10:00:00Z"), here: [record()] }))[0],
    ).toMatchObject({
      state: "stale",
      why: "7 days old; it counts for 7",
    });
    expect(
      stateOf("smoke", asked({ now: new Date("2026-11-19T10:00:00Z"), here: [record()] }))[0],
    ).toMatchObject({
      state: "stale",
    });
  });

  it("is failed where the newest trial failed, whatever passed before it", () => {
    const here = [
      record(),
      record({ result: "failed", says: "1 of 12 failed", ended: "2026-11-20T11:00:00.000Z" }),
    ];
    expect(stateOf("smoke", asked({ here }))[0]).toMatchObject({ state: "failed", why: "1 of 12 failed" });
  });

  it("is failed by the last in the chain, whatever the clocks of two machines said", () => {
    const failed = record({ result: "failed", says: "1 of 12 failed", ended: "2026-11-20T09:59:00.000Z" });
    expect(stateOf("smoke", asked({ here: [record(), failed] }))[0]).toMatchObject({ state: "failed" });
  });

  it("is not proven by a record that is further ahead of now than clocks differ", () => {
    const at = (time: string) => stateOf("smoke", asked({ now: new Date(time), here: [record()] }))[0];
    expect(at("2026-11-20T09:50:59.000Z")).toMatchObject({
      state: "stale",
      why: "it says that it ended on 2026-11-20T10:01:00.000Z, which is yet to come",
    });
    expect(at("2026-11-20T09:51:00.000Z")).toMatchObject({ state: "proven" });
  });

  it("is failed where the stack itself failed, until the stack itself passes, whatever staging showed", () => {
    const failed = record({ result: "failed", says: "1 of 12 failed" });
    const staging = [record({ ended: "2026-11-20T10:05:00.000Z" })];
    const typedStaging = "staging";
    expect(stateOf("smoke", asked({ here: [failed], staging, typedStaging }))).toEqual([
      { state: "failed", why: "1 of 12 failed", command: "./golive ops smoke production --yes" },
    ]);
    const here = [failed, record({ ended: "2026-11-20T10:06:00.000Z" })];
    expect(stateOf("smoke", asked({ here, staging, typedStaging }))[0]).toMatchObject({ state: "proven" });
  });

  it("is failed where staging failed after the stack itself had passed", () => {
    const staging = [record({ result: "failed", says: "1 of 12 failed", ended: "2026-11-20T10:05:00.000Z" })];
    expect(stateOf("smoke", asked({ here: [record()], staging, typedStaging: "staging" }))).toEqual([
      { state: "failed", why: "1 of 12 failed", command: "./golive ops smoke staging --yes" },
    ]);
    const here = [record({ ended: "2026-11-20T10:06:00.000Z" })];
    expect(stateOf("smoke", asked({ here, staging }))[0]).toMatchObject({ state: "proven" });
  });

  it("is proven by staging where the stack itself has shown nothing that counts", () => {
    const staging = [record()];
    const here = [record({ release: other }), record({ through: { api: "http://127.0.0.1:8000" } })];
    expect(stateOf("smoke", asked({ here, staging }))[0]).toMatchObject({ state: "proven" });
    expect(stateOf("smoke", asked({ here, staging: [record({ release: other })] }))[0]).toMatchObject({
      state: "rehearsed elsewhere",
    });
  });

  it("may come from staging, for kinds that may be tried there", () => {
    expect(stateOf("smoke", asked({ staging: [record()] }))[0]).toMatchObject({ state: "proven" });
    expect(stateOf("page", asked({ staging: [record({ kind: "page" })] }))[0]).toMatchObject({
      state: "missing",
    });
  });

  it("is tried on staging, where that may be and production is asked about", () => {
    const typedStaging = "staging -d examples/product";
    expect(stateOf("load", asked({ typedStaging }))[0]?.command).toBe(
      "./golive ops load staging -d examples/product --yes",
    );
    expect(stateOf("page", asked({ typedStaging }))[0]?.command).toBe("./golive ops page production --yes");
  });

  it("is not proven by a rehearsal at another address, unless a rehearsal is what is asked for", () => {
    const here = [record({ through: { api: "http://127.0.0.1:8000" } })];
    expect(stateOf("smoke", asked({ here }))[0]).toMatchObject({
      state: "rehearsed elsewhere",
      why: "api was asked at http://127.0.0.1:8000, not at its own host",
    });
    expect(stateOf("smoke", asked({ here, rehearsal: true }))[0]).toMatchObject({ state: "proven" });
    const logs = [record({ through: { "logs of services": "local files" } })];
    expect(stateOf("smoke", asked({ here: logs }))[0]).toMatchObject({
      state: "rehearsed elsewhere",
      why: "logs of services: local files, not the stack's own",
    });
  });

  it.each([
    ["load", 0.5, 1],
    ["soak", 29, 30],
    ["watch-60m", 1, 60],
    ["watch-24h", 60, 1440],
    ["rollback", 0, 10],
    ["canary-abort", 9, 10],
    ["canary", 3, 10],
  ] as const)(
    "is no %s where its own record says %d of %d min, unless it is rehearsed",
    (kind, minutes, least) => {
      const lasting = (measurements: Draft["measurements"]) => [record({ kind, measurements })];
      const why = `it lasted ${minutes} min; it counts from ${least} min on`;

      expect(stateOf(kind, asked({ here: lasting({ minutes }) }))).toMatchObject([
        { state: "too short", why },
      ]);
      expect(stateOf(kind, asked({ here: lasting({}) }))).toMatchObject([{ state: "too short" }]);
      expect(stateOf(kind, asked({ here: lasting({ minutes: least }) }))).toMatchObject([
        { state: "proven" },
      ]);
      expect(stateOf(kind, asked({ here: lasting({ minutes }), rehearsal: true }))).toMatchObject([
        { state: "proven" },
      ]);
    },
  );

  it("is told of each thing that a kind is about", () => {
    const here = [record({ kind: "signoff", subject: "terms" })];
    expect(standingsOf("signoff", asked({ here })).map(({ subject, state }) => [subject, state])).toEqual([
      ["gdpr-audit", "missing"],
      ["privacy-policy", "missing"],
      ["terms", "proven"],
      ["cookie-consent", "missing"],
      ["browsers", "missing"],
      ["responsive", "missing"],
    ]);
    expect(stateOf("signoff", asked())[0]?.command).toBe(
      "./golive ops signoff gdpr-audit production --by NAME --yes",
    );
  });
});
