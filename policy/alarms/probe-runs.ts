import type { Alarm } from "./alarm.ts";
import { level } from "./alarm-watch.ts";
import type { Sign } from "./published.ts";

/** Every run of a probe, or of one step of it, fails. */
export const failedRuns: Sign = {
  metric: /^SuccessPercent$/,
  namespace: /^CloudWatchSynthetics$/,
  statistic: level,
  breach: 0,
  calm: 100,
};

/** Whether an alarm is about a probe or a step of such a name: nothing else in a program says what a probe looks at. */
export const ofProbes =
  (called: RegExp) =>
  ({ metrics }: Alarm): boolean =>
    metrics.some((metric) => metric.about().some((value) => called.test(String(value))));

/** How an alarm pages at the first failed run, for examples. */
export const firstRun = { evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: "notBreaching" };
