import type { EngineStep } from "./events.ts";
import { type Change, type Kind, planOf } from "./plan.ts";

/** A change that was judged covers a milder one: a value that was unknown turns out to be the old one. */
const weight: Readonly<Record<Kind, number>> = { create: 1, update: 1, replace: 2, delete: 2 };

/** What an update did that nobody had judged, each as a line; none: it kept to the plan. */
export const beyond = (plan: readonly Change[], begun: readonly EngineStep[]): readonly string[] => {
  const judged = new Map(plan.map((change) => [change.urn, change]));
  return planOf({ planned: begun, stoppedAt: [] }).flatMap(({ urn, kind, loosens }) => {
    const planned = judged.get(urn);
    if (planned === undefined) return [`${kind} ${urn}: was not planned`];
    if (weight[kind] > weight[planned.kind]) return [`${kind} ${urn}: was planned as ${planned.kind}`];
    return loosens
      .filter((one) => weight[planned.kind] === 1 && !planned.loosens.includes(one))
      .map((one) => `${kind} ${urn}: was planned without this: ${one}`);
  });
};
