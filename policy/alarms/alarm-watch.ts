import type { StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import type { Alarm } from "./alarm.ts";
import { alarmsOf } from "./alarm-index.ts";
import { closest } from "./closest.ts";
import { unheard, untold } from "./undoing.ts";

/** What a kind of resource must have an alarm for. */
export interface Demand {
  readonly targets: readonly Node[];
  readonly namespace: string;
  /** An alarm about the target counts when it looks at one of these. */
  readonly metrics: readonly string[];
  readonly statistic: RegExp;
  /** Alarms that are about another part of the target do not count. */
  readonly about?: (alarm: Alarm) => boolean;
  /** It is for a machine to act on: alarms that only undo deployments count too. */
  readonly undoes?: true;
  /** It can wait until the morning: alarms that open a ticket count too. */
  readonly waits?: true;
  /** It may be one half of a condition: a composite alarm tells when both hold. */
  readonly halves?: true;
  /** What is wrong with such an alarm; one with nothing wrong is enough. */
  readonly wrong: (alarm: Alarm, target: Node) => readonly string[];
  /** What the target lacks when there is none: "no alarm on …". */
  readonly lacks: string;
}

/** Statistics that say how much there is of something, and how often something happened. */
export const level = /^(?:Average|Maximum|Minimum)$/;
export const count = /^Sum$/;

/** For each target without a fitting alarm: what it lacks, or what is wrong with the alarm that comes closest. */
export function unwatched(stack: StackView, demand: Demand): readonly StackFinding[] {
  const { namespace, metrics, statistic, about = () => true, undoes, waits, halves, wrong, lacks } = demand;
  const silent = waits ? untold(stack) : unheard(stack);
  const wanted = (alarm: Alarm): boolean =>
    alarm.metrics.some((metric) => metric.namespace === namespace && metrics.includes(metric.name)) &&
    about(alarm);
  return demand.targets.flatMap((target): readonly StackFinding[] => {
    const found = alarmsOf(stack, target).filter(({ node }) => undoes || halves || !silent.has(node));
    const tried = found
      .flatMap(({ alarm }) => (alarm && wanted(alarm) ? [alarm] : []))
      .map((alarm) => ({ node: alarm.node, wrong: [...misread(alarm, statistic), ...wrong(alarm, target)] }));
    const best = closest(tried);
    if (best) return best;
    if (found.some(({ alarm }) => alarm === undefined))
      return [{ node: target, says: `${lacks} that can be read before deploy`, notProven: true }];
    return [{ node: target, says: lacks }];
  });
}

export const misread = (alarm: Alarm, wanted: RegExp): readonly string[] =>
  alarm.metrics
    .filter(({ statistic }) => !wanted.test(statistic ?? ""))
    .map(({ name, statistic }) => `takes ${statistic ?? "no statistic"} of ${name}`);

/** Values at which it has to ring, values at which it must stay quiet, and how soon. */
export function trial(
  alarm: Alarm,
  at: {
    readonly breach: Readonly<Record<string, number>>;
    readonly calm: Readonly<Record<string, number>>;
    readonly within: number;
    readonly breachIs: string;
  },
): readonly string[] {
  const rings = alarm.rings(at.breach) === true;
  const late = alarm.delay === undefined || alarm.delay > at.within;
  return [
    ...(rings ? [] : [`does not go off when ${at.breachIs}`]),
    ...(rings && alarm.rings(at.calm) !== false ? ["goes off when all is well"] : []),
    ...(late
      ? [`goes off after ${alarm.delay ?? "an unknown number of"} s; ${at.within} s is the limit`]
      : []),
  ];
}
