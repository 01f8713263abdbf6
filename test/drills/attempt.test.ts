import { describe, expect, it } from "vitest";
import { AwsFailed, mistyped, WrongInput } from "../../ops/errors.ts";
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
    expect((await world.records()).map(({ result, says }) => [result, says])).toEqual([
      ["failed", "broke off: RDS says no"],
    ]);
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
