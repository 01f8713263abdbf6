import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gateOf } from "./gate-command.ts";
import { type Cost, compare } from "./measure.ts";
import type { Usage } from "./process-tree.ts";
import { mebibytes, ratio, seconds, table } from "./text.ts";

/** The gate of production against importing the two SDKs: as people run it, and with nothing compiled beforehand. */
export async function againstFloor(root: string): Promise<string> {
  const cache = mkdtempSync(join(tmpdir(), "golive-bench-cache-"));
  const floor = { command: [process.execPath, join(root, "bench/floor.ts")], cwd: root } as const;
  const gate = gateOf(root);
  try {
    const cost = await compare([
      { ...floor, name: "floor", env: { ...process.env, NODE_COMPILE_CACHE: cache } },
      { ...gate, name: "gate" },
      { ...floor, name: "coldFloor", env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" } },
      { ...gate, name: "coldGate", env: { ...gate.env, NODE_DISABLE_COMPILE_CACHE: "1" } },
    ]);
    return [
      "### As people run them: Node by itself keeps no compiled code, golive does\n",
      side(cost.coldFloor, cost.gate),
      "### Against an import whose compiled code is kept too\n",
      side(cost.floor, cost.gate),
      "### Cold: everything is compiled anew\n",
      side(cost.coldFloor, cost.coldGate),
    ].join("\n");
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

function side(floor: Cost, gate: Cost): string {
  const row = (name: string, { milliseconds, usage }: Cost) => [
    name,
    seconds(milliseconds),
    mebibytes(usage?.memory),
    mebibytes(usage?.largest),
    seconds(usage?.processor),
  ];
  return table(
    ["", "time", "memory", "largest process", "processor time"],
    [
      row("import of @pulumi/pulumi and @pulumi/aws", floor),
      row("gate of production", gate),
      [
        "ratio",
        ratio(gate.milliseconds / floor.milliseconds, 1.5),
        ratio(quotient(gate, floor, "memory"), 1.5),
        ratio(quotient(gate, floor, "largest")),
        ratio(quotient(gate, floor, "processor")),
      ],
    ],
  );
}

const quotient = (a: Cost, b: Cost, key: keyof Usage): number =>
  (a.usage?.[key] ?? Number.NaN) / (b.usage?.[key] ?? Number.NaN);
