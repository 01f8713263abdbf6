import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AwsFailed, mistyped, NotKept, WrongInput } from "../../ops/errors.ts";
import type { Drill } from "../../ops/trial/attempt.ts";
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
    expect(world.said).toEqual([`written down: ${(await world.trial()).store.at}/00000001.json`]);
    expect((await world.records()).map(({ result, says }) => [result, says])).toEqual([
      ["failed", "broke off: RDS says no"],
    ]);
  });

  it("says what came of it, and why nothing of it is written down, where that cannot be", async () => {
    using world = new World();
    writeFileSync(join(world.evidence, "prospector-staging"), "a file in the place of the folder");
    const why = /nothing of it is written down in .*prospector-staging: E(NOTDIR|EXIST)/;
    const passed = world.act(drill(async () => ({ passed: true, says: "it held" })));
    const broken = world.act(
      drill(async () => {
        throw new AwsFailed("RDS says no");
      }),
    );

    await expect(passed).rejects.toThrow(NotKept);
    await expect(passed).rejects.toThrow(/^restore: it held\nnothing of it is written down in /);
    await expect(broken).rejects.toThrow("RDS says no");
    expect(world.said).toEqual([expect.stringMatching(why)]);
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
