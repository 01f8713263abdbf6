import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import { edgeRegion } from "../../frontend/edge-region.ts";
import { result, term, type Watch } from "./watch.ts";

const namespace = "AWS/CloudFront";

/**
 * Failures that reach visitors through the CDN, its own among them: a server behind it that it cannot reach is in no
 * service's count (K08). CloudFront's numbers are kept in one region, whatever the stack's is.
 */
export const cdnWatches = (distribution: pulumi.Input<string>, slo: Config["slo"]): readonly Watch[] => {
  const dimensions = { DistributionId: distribution, Region: "Global" };
  return [
    {
      kind: "failing-answers",
      says: `the CDN answers more than ${slo.errorPercent} % of requests with 5xx, for ${slo.errorMinutes} minutes`,
      region: edgeRegion,
      metricQueries: [
        term("share", namespace, "5xxErrorRate", dimensions, "Average"),
        result("FILL(share, 0)", "5xx of the CDN in percent of requests"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: slo.errorPercent,
      evaluationPeriods: slo.errorMinutes,
      treatMissingData: "notBreaching", // no requests, none failed
    },
  ];
};
