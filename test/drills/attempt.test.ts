import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { KindName } from "../../evidence/kinds.ts";
import { AwsFailed, mistyped, NotKept, WrongInput } from "../../ops/errors.ts";
import { attempt, type Drill } from "../../ops/trial/attempt.ts";
import type { Trial } from "../../ops/trial/trial.ts";
import { World } from "./world.ts";

const drill = (act: Drill["act"]): Drill => ({ kind: "restore", plan: async () => [], act });

describe("a trial that is tried", () => {
  it("is written down with what it measured", async () => {
    using world = new World();
    const passed = { passed: true, says: "it held", measurements: { rtoMinutes: 3 } };
    const record = await world.act(drill(async () => passed));

    expect(record).toMatchObject({
      kind: "restore",
      stack: "prospector-staging",
      sequence: 1,
      result: "passed",
      says: "it held",
      measurements: { rtoMinutes: 3 },
    });
    expect(await world.records()).toEqual([record]);
  });

  it("is written down as failed where it breaks off, and says why", async () => {
    using world = new World();
    const broken = world.act(
      drill(async () => {
        throw new AwsFailed("RDS says no\nand how to look");
      }),
    );

    await expect(broken).rejects.toThrow(AwsFailed);
    expect(world.said).toEqual([
      `written down as a rehearsal: ${(await world.trial()).store.at}/00000001.json`,
    ]);
    expect((await world.records()).map(({ result, says }) => [result, says])).toEqual([
      ["failed", "broke off: RDS says no"],
    ]);
  });

  it("says what came of it, and why nothing of it is written down, where that cannot be", async () => {
    using world = new World();
    writeFileSync(join(world.evidence, "prospector-staging"), "a file in the place of the folder");
    const why = /nothing of it is written down in .*prospector-staging: E(NOTDIR|EXIST)/;
    const passed = world.act(drill(async () => ({ passed: true, says: "it held" })));
    const broken = expect(
      world.act(
        drill(async () => {
          throw new AwsFailed("RDS says no");
        }),
      ),
    ).rejects.toThrow("RDS says no");

    await expect(passed).rejects.toThrow(NotKept);
    await expect(passed).rejects.toThrow(/^restore: it held\nnothing of it is written down in /);
    await broken;
    expect(world.said).toEqual([expect.stringMatching(why)]);
  });

  it("says nothing of a release, where another one began to serve meanwhile", async () => {
    using world = new World();
    const tried = async (kind: KindName, more: Partial<Trial>, ahead?: true) => {
      const trial = { ...(await world.trial()), servesNow: async () => "b".repeat(64), ...more };
      const told = { say: (line: string) => void world.said.push(line), ahead };
      const { result, says } = await attempt(
        trial,
        kind,
        async () => ({ passed: true, says: "it held" }),
        told,
      );
      return [result, says];
    };
    const { release } = await world.trial();
    const changed = `the release changed from ${release.slice(0, 12)} to bbbbbbbbbbbb while it was tried`;

    expect(await tried("smoke", {})).toEqual(["failed", changed]);
    expect(await tried("smoke", { servesNow: async () => release })).toEqual(["passed", "it held"]);
    expect(await tried("smoke", { through: { api: "http://127.0.0.1:8000" } })).toEqual([
      "passed",
      "it held",
    ]);
    expect(await tried("preflight", {}, true)).toEqual(["passed", "it held"]);
    expect(await tried("soak", {})).toEqual(["passed", "it held"]);
  });

  it("is a rehearsal's where something of it turned out to be elsewhere", async () => {
    using world = new World();
    const elsewhere = { "secret SENTRY_DSN": "environment" };
    const through = { api: "http://127.0.0.1:8000" };
    const passed = { passed: true, says: "it held", through: elsewhere };
    const record = await world.act(
      drill(async () => passed),
      { through },
    );

    expect(record.through).toEqual({ ...through, ...elsewhere });
  });

  it("has not passed where it names something that failed, whatever it says", async () => {
    using world = new World();
    const failures = [{ what: "no answer", requirements: ["G14"] }];
    const record = await world.act(drill(async () => ({ passed: true, says: "it held", failures })));

    expect([record.result, record.failures]).toEqual(["failed", failures]);
    expect(await world.records()).toEqual([record]);
  });

  it("leaves nothing where the words did not fit, as nothing was tried", async () => {
    using world = new World();
    const mistyping = world.act(
      drill(async () => {
        throw new WrongInput([mistyped("--id", "x", "y")]);
      }),
    );

    await expect(mistyping).rejects.toThrow(WrongInput);
    expect(await world.records()).toEqual([]);
  });
});
