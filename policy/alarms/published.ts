import { metricAlarm } from "../reading/aws-types.ts";
import { perStack } from "../reading/per-stack.ts";
import type { StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import type { Alarm } from "./alarm.ts";
import { allAlarms, type Watch } from "./alarm-index.ts";
import { misread, trial } from "./alarm-watch.ts";
import { closest } from "./closest.ts";
import { unheard, untold } from "./undoing.ts";

/** A number that a program publishes itself, known by its name alone; the unit stands at the name's end. */
export interface Sign {
  readonly metric: { test(name: string): boolean };
  readonly namespace?: RegExp;
  readonly statistic: RegExp;
  readonly breach: number;
  readonly calm: number;
  /** Silence is the worst answer, so it must page too. */
  readonly mustSpeak?: true;
}

export interface Published {
  readonly targets: readonly (Node | undefined)[];
  /** Alarms that are about another part of the target do not count. */
  readonly about?: (alarm: Alarm) => boolean;
  /** Where a program ties the number to something, only these alarms count; without it any alarm may do. */
  readonly among?: readonly Watch[];
  /** One alarm that goes off by one of these is enough. */
  readonly signs: readonly Sign[];
  readonly within: number;
  readonly lacks: string;
  readonly breachIs: string;
  /** It can wait until the morning: alarms that open a ticket count too. */
  readonly waits?: true;
}

/** Some program leaves metrics to AWS, so that what it watches can be told only after deploy. */
const anyUnread = perStack((stack): boolean => allAlarms(stack).some(({ alarm }) => alarm === undefined));

/** What no metric of AWS tells of a resource: nothing in the program ties such a number to it, so any alarm may do. */
export function unpublished(stack: StackView, demand: Published): readonly StackFinding[] {
  const { targets, signs, lacks, waits, among, about = () => true } = demand;
  if (targets.length === 0) return [];
  const silent = waits ? untold(stack) : unheard(stack);
  const alarms = (among ?? allAlarms(stack)).filter(
    ({ node, alarm }) => !silent.has(node) && (alarm === undefined || about(alarm)),
  );
  const tried = signs
    .flatMap((sign) => alarms.map(({ alarm }) => alarm && judged(alarm, sign, demand)))
    .filter((result) => result !== undefined);
  return (
    closest(tried) ??
    targets.map((node) =>
      anyUnread(stack)
        ? { node, says: `${lacks} that can be read before deploy`, notProven: true as const }
        : { node, says: lacks },
    )
  );
}

function judged(
  alarm: Alarm,
  { metric, namespace = /^/, statistic, breach, calm, mustSpeak }: Sign,
  { within, breachIs }: Published,
) {
  const names = alarm.metrics.filter((one) => metric.test(one.name) && namespace.test(one.namespace ?? ""));
  if (names.length === 0) return undefined;
  const at = (value: number) => Object.fromEntries(names.map(({ name }) => [name, value]));
  const silent = mustSpeak && alarm.node.known("treatMissingData") !== "breaching";
  return {
    node: alarm.node,
    wrong: [
      ...misread({ ...alarm, metrics: names }, statistic),
      ...trial(alarm, { breach: at(breach), calm: at(calm), within, breachIs }),
      ...(silent ? ["stays quiet when nothing is measured any more"] : []),
    ],
  };
}

/** An alarm that is tied to nothing but a metric's name, for examples. */
export const published = (metricName: string, threshold: number, more: object = {}) =>
  ({
    type: metricAlarm,
    name: `${metricName}-alarm`,
    props: {
      namespace: "shop/vitals",
      metricName,
      threshold,
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 3,
      comparisonOperator: "GreaterThanThreshold",
      ...more,
    },
  }) as const;
