import { spawnSync } from "node:child_process";
import { installed } from "../test/engine/pulumi.ts";
import { Workspace } from "../test/engine/workspace.ts";
import { median } from "./measure.ts";
import { recorded } from "./recorded.ts";
import { milliseconds, ratio, seconds, table } from "./text.ts";

const rounds = 5;

/** The first preview of production by the real engine, stand-in providers behind it, with and without the pack, in turns. */
export async function enginePreview(root: string): Promise<string> {
  if (!installed) return "skipped: `pulumi` is not on PATH\n";
  const work = await Workspace.create("production");
  const preview = async (judged: boolean): Promise<number> => {
    const from = performance.now();
    const { code, text, events } = await work.preview(judged);
    if (code !== 0 && !events.some(({ policyEvent }) => policyEvent))
      throw new Error(`the preview failed:\n${text.slice(-2000)}`);
    return performance.now() - from;
  };
  try {
    for (const judged of [false, true]) await preview(judged);
    const times = { without: [] as number[], with: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.without.push(await preview(false));
      times.with.push(await preview(true));
    }
    const { policy } = await recorded(root);
    return report(
      { without: median(times.without), with: median(times.with) },
      policy.start + 0.2 * policy.pairs,
    );
  } finally {
    work.remove();
  }
}

function report(time: { readonly without: number; readonly with: number }, allowed: number): string {
  const added = time.with - time.without;
  const version = spawnSync("pulumi", ["version"], { encoding: "utf8" }).stdout.trim();
  return [
    `pulumi ${version}.\n`,
    table(
      ["", "time"],
      [
        ["without the pack", seconds(time.without)],
        ["with the pack", seconds(time.with)],
        ["ratio", ratio(time.with / time.without)],
        ["added", milliseconds(added)],
      ],
    ),
    `Target: the pack's own start and 0.2 ms per rule and resource, ${milliseconds(allowed)}: ${added <= allowed ? "✔" : "✘"}`,
  ].join("\n");
}
