import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type KindName, kindOf } from "../../evidence/kinds.ts";
import { failedAt, typed } from "./launch/typed.ts";
import { World } from "./launch/world.ts";
import type { Fault } from "./product-processes.ts";

// Real and stood in for: as in launch.integration.ts, which comes to GO by commands alone. Here each trial that a GO rests
// on is written down as passed before the first fault, by the code that commands write with.
let world: World;
beforeAll(async () => {
  world = await World.start();
  await world.provenAll();
}, 180_000);
afterAll(() => world?.stop(), 60_000);

/** What a fault is found by, and the rows that this must speak against. */
interface Broken {
  readonly faults: readonly Fault[];
  readonly found: Readonly<Record<string, readonly string[]>>;
}

const faults: readonly Broken[] = [
  { faults: ["slow"], found: { load: ["K03"], "watch-60m": ["C20"] } },
  { faults: ["errors"], found: { load: ["K03"], "watch-60m": ["C20"] } },
  { faults: ["auth-open"], found: { smoke: ["K10", "K22", "P19"], sanity: ["K10"] } },
  { faults: ["tenant-leak"], found: { smoke: ["G13"] } },
  {
    faults: ["pii-in-logs", "cors-wide", "no-429", "ghost-route"],
    found: { smoke: ["P12", "C05", "W08", "C06", "K02"] },
  },
  { faults: ["worker-stuck"], found: { smoke: ["P04"] } },
];

describe("a fault in what was GO", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    const { verdict, missing } = await world.judged();
    expect([verdict, missing]).toEqual(["GO (rehearsal)", []]);
    world.keepRecords();
  });
  beforeEach(() => world.asKept());

  const commandOf = (kind: string): string => {
    const { command, where } = kindOf(kind as KindName);
    const on = where === "here" ? "production" : "staging";
    return `./golive ${command.replace("{stack}", `${on} -d ${world.folder}`)}`;
  };
  /** NO-GO by these trials alone, against these rows at least; and the command is named that shows it mended. */
  async function isFound(found: Broken["found"]): Promise<void> {
    const { verdict, missing, rows } = await world.judged();
    expect(verdict).toBe("NO-GO");
    expect(missing.map(({ what, state, command }) => [what, state, command]).sort()).toEqual(
      Object.keys(found)
        .map((kind) => [kind, "failed", commandOf(kind)])
        .sort(),
    );
    for (const [kind, ids] of Object.entries(found)) {
      expect(missing.find(({ what }) => what === kind)?.requirements).toEqual(
        expect.arrayContaining([...ids]),
      );
      for (const id of ids) expect(rows.find((row) => row.id === id)?.exercised.state).toBe("failed");
    }
  }

  it.for(faults)(
    "of the kind $faults is NO-GO, by the rows that it speaks against",
    async ({ faults, found }) => {
      await world.product.again(...faults);
      for (const kind of Object.keys(found)) {
        const ended = await typed(world, kind, commandOf(kind));
        expect(ended.status, failedAt(kind, ended)).toBe(1);
      }
      await isFound(found);
    },
  );

  it("in a migration is NO-GO too, and GO again by the same command without it", async () => {
    await world.product.again();
    const command = commandOf("migrate");
    const failed = await typed(world, "migrate", command, { FAULTS: "migration-fails" });
    expect(failed.status).toBe(1);
    await isFound({ migrate: ["C13", "P07"] });
    const mended = await typed(world, "migrate", command);
    expect(mended.status, failedAt("migrate", mended)).toBe(0);
    const { verdict, missing } = await world.judged();
    expect([verdict, missing]).toEqual(["GO (rehearsal)", []]);
  });

  it("is NO-GO where a record was edited, whatever it says now", async () => {
    const file = join(world.evidence, "rolodex-staging", "00000001.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(/"says": *"[^"]*"/, '"says":"all is well"'));
    const { status, stdout } = await world.golive([
      ...["gate", "--go-live", "--rehearsal", "--stack", "production", "-d", world.folder],
      ...["--state", world.state, "--evidence", world.evidence],
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain("record 1 was changed after record 2 was written");
  });
});
