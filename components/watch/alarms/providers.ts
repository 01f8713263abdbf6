import type { Watch } from "./watch.ts";

/** A third party that does not answer for so long is down, not slow: what the product gets from it is missing (G11). */
const minutes = 15;

/** Silence breaches: a provider that nobody asks is not known to be there. */
export const providerWatches = (namespace: string, provider: string): readonly Watch[] => [
  {
    kind: "unreachable",
    says: `the provider did not answer for ${minutes} minutes, or nobody asked it`,
    namespace,
    metricName: "Reachable",
    dimensions: { Provider: provider },
    statistic: "Maximum",
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    period: 300,
    evaluationPeriods: minutes / 5,
    treatMissingData: "breaching",
  },
];
