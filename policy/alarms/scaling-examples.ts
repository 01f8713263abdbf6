import { scalingPolicy, scalingTarget } from "../reading/aws-types.ts";
import type { StackExample } from "../rule.ts";
import { worker } from "./of-worker.ts";

const about = (value: string) => [{ name: "Service", value }];
const stat = (namespace: string, metricName: string, dimensions: readonly object[]) => ({
  metricStat: { stat: "Maximum", metric: { namespace, metricName, dimensions } },
  returnData: false,
});

/** What waits for each task of a service, for examples. */
export const backlogEach = (expression = "waiting / running", of = "shop-worker") => ({
  targetValue: 10,
  customizedMetricSpecification: {
    metrics: [
      { id: "waiting", ...stat("shop/queues", "Backlog", about(of)) },
      {
        id: "running",
        ...stat("ECS/ContainerInsights", "RunningTaskCount", [{ name: "ServiceName", value: of }]),
      },
      { id: "each", expression, returnData: true },
    ],
  },
});

/** How long the oldest job waits, for examples. */
export const oldest = {
  targetValue: 60,
  disableScaleIn: true,
  customizedMetricSpecification: {
    namespace: "shop/queues",
    metricName: "OldestJobSeconds",
    dimensions: about("shop-worker"),
    statistic: "Maximum",
  },
};

/** A worker that is moved by such policies, for examples. */
export const scaled = (...by: readonly object[]): StackExample => [
  worker,
  {
    type: scalingTarget,
    name: "scaling",
    props: { minCapacity: 1, maxCapacity: 4 },
    uses: { resourceId: ["worker"] },
  },
  ...by.map((targetTrackingScalingPolicyConfiguration, at) => ({
    type: scalingPolicy,
    name: `policy-${at}`,
    props: { targetTrackingScalingPolicyConfiguration },
    uses: { resourceId: ["scaling"] },
  })),
];
