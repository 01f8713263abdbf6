import type { Condition } from "../../ops/condition.ts";

/** Each condition on a line, and what to do about those that are not met. */
export async function conditionLines(conditions: readonly Condition[]): Promise<readonly string[]> {
  const { pad, widthOf } = await import("../../readiness/report/text.ts");
  const width = Math.max(...conditions.map(({ name }) => widthOf(name)));
  return conditions.flatMap((one) => [
    `  ${one.ready ? "✔" : "✘"}  ${pad(one.name, width)}  ${one.found}`,
    ...(one.todo === undefined ? [] : [`     ${pad("", width)}  → ${one.todo}`]),
  ]);
}

export const unmet = (conditions: readonly Condition[]): string =>
  `Not ready: ${conditions.filter(({ ready }) => !ready).length} of ${conditions.length} conditions.`;
