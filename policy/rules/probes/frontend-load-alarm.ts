import { unpublished } from "../../alarms/published.ts";
import { distribution } from "../../reading/cdn.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const cdn = { type: distribution, name: "cdn" } as const;
const load = (more: object = {}): StackExample[number] => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: "load-alarm",
  props: {
    namespace: "CloudWatchSynthetics",
    metricName: "Duration",
    dimensions: { CanaryName: "shop-pages", StepName: "load" },
    statistic: "Average",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 3000,
    period: 300,
    evaluationPeriods: 3,
    ...more,
  },
});
const visits = {
  namespace: "AWS/RUM",
  metricName: "PerformanceNavigationDuration",
  dimensions: { application_name: "shop" },
  statistic: undefined,
  extendedStatistic: "p75",
};

export const frontendLoadAlarm = stackRule({
  id: "frontend-load-alarm",
  title: "Somebody is told when the first page takes longer than three seconds",
  requirements: ["C16"],
  floor: "production",
  judges: distribution,
  why: "The servers measure their own answers: a bundle that has grown by a megabyte is slow in browsers alone.",
  fix: "Add a MetricAlarm on the Duration of a canary's step that loads the page, or on AWS/RUM PerformanceNavigationDuration (p75), above 3000 ms, within an hour.",
  findings: (stack) =>
    unpublished(stack, {
      targets: stack.all(distribution),
      signs: [
        {
          metric: /^Duration$/,
          namespace: /^CloudWatchSynthetics$/,
          statistic: /^(?:Average|Maximum|p\d+(?:\.\d+)?)$/,
          breach: 3001,
          calm: 300,
        },
        {
          metric: /^(?:PerformanceNavigationDuration|WebVitalsLargestContentfulPaint)$/,
          namespace: /^AWS\/RUM$/,
          statistic: /^(?:Average|p[5-9]\d(?:\.\d+)?)$/,
          breach: 3001,
          calm: 300,
        },
      ],
      within: 3600,
      waits: true,
      lacks: "no alarm tells that pages load slowly",
      breachIs: "a page takes longer than three seconds",
    }),
  examples: {
    pass: [
      [cdn, load()],
      [cdn, load(visits)],
      [cdn, load({ threshold: 1500 })],
    ],
    fail: [
      [cdn],
      [cdn, load({ threshold: 10_000 })],
      [cdn, load({ metricName: "SuccessPercent" })],
      [cdn, load({ evaluationPeriods: 24 })],
      [cdn, load({ statistic: "Minimum" })],
      [cdn, load({ threshold: 3 })],
    ],
  },
});
