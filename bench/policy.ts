import { recorded } from "./recorded.ts";
import { milliseconds, table } from "./text.ts";

const target = 0.2;

/** What each rule costs for each resource that it is about. */
export async function policy(root: string): Promise<string> {
  const { policy: cost } = await recorded(root);
  const each = (total: number): string => milliseconds(total / cost.pairs);
  const first = cost.first / cost.pairs;
  return [
    `${cost.rules} rules, ${cost.resources} resources of production, ${cost.pairs} pairs of a rule and a resource that it is about; over the real protocol, with the real pack. It answers ${milliseconds(cost.start)} after its start.\n`,
    table(
      ["", "whole stack", "per rule and resource"],
      [
        [
          "first time, as in every gate",
          milliseconds(cost.first),
          `${each(cost.first)} ${first <= target ? "✔" : "✘"} (target ≤ ${target} ms)`,
        ],
        ["by a warm pack", milliseconds(cost.again), each(cost.again)],
      ],
    ),
  ].join("\n");
}
