import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import type { Watch } from "./watch.ts";

/** Real pages where users are, by what their browsers report (C16). */
export const visitWatches = (
  monitor: pulumi.Input<string>,
  { loadMs }: Pick<Config["slo"], "loadMs">,
): readonly Watch[] => [
  {
    kind: "slow-pages",
    severity: "ticket",
    says: `a page in four takes longer than ${loadMs} ms to load where users are, for an hour`,
    namespace: "AWS/RUM",
    metricName: "PerformanceNavigationDuration",
    dimensions: { application_name: monitor },
    extendedStatistic: "p75",
    // Of a few visits at night, one with a bad line is not the page's fault.
    evaluateLowSampleCountPercentiles: "ignore",
    comparisonOperator: "GreaterThanThreshold",
    threshold: loadMs,
    period: 900,
    evaluationPeriods: 4,
    treatMissingData: "notBreaching",
  },
];
