import type * as pulumi from "@pulumi/pulumi";
import type { LogWatch } from "./logs.ts";
import type { Running } from "./service.ts";
import { result, term, type Watch } from "./watch.ts";

/** Nobody who uses the product feels it: it waits until the morning. */
const waits = { severity: "ticket" } as const;

/** Whether a collector runs beside a service's tasks and is well: it is never what stops them (C12). */
export function collectorWatches({ cluster, service }: Running): readonly Watch[] {
  const ofService = { ClusterName: cluster, ServiceName: service };
  const ofCollector = { ...ofService, ContainerName: "collector" };
  const insights = "ECS/ContainerInsights";
  return [
    {
      ...waits,
      kind: "collector-missing",
      says: "its tasks run and none of its collectors does, for 15 minutes: metrics and traces are lost",
      metricQueries: [
        term("running", insights, "RunningTaskCount", ofService, "Average"),
        term("used", insights, "ContainerMemoryUtilized", ofCollector, "Maximum"),
        result("IF(FILL(running, 0) > 0 && FILL(used, 0) == 0, 1, 0)", "no collector"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 15,
      treatMissingData: "notBreaching", // a service without tasks has an alarm of its own
    },
    {
      ...waits,
      kind: "collector-unhealthy",
      says: "a collector beside it is not healthy, for 10 minutes",
      namespace: insights,
      metricName: "UnHealthyContainerHealthStatus",
      dimensions: ofCollector,
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluationPeriods: 10,
      treatMissingData: "notBreaching", // none runs: said by the other
    },
  ];
}

/** What a collector could not hand on: AWS refused it, or was not there for too long. */
export const collectorLosses: LogWatch = {
  metricName: "TelemetryLost",
  pattern: '?"Dropping data" ?"Rejecting data"',
  watch: {
    ...waits,
    kind: "collector-losses",
    says: "its collector throws metrics or traces away, in 3 of 6 spans of 5 minutes: its log says why",
    statistic: "Sum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    period: 300,
    evaluationPeriods: 6,
    datapointsToAlarm: 3,
    treatMissingData: "notBreaching",
  },
};

/** Whether anything arrives in the stack's workspace ("CloudWatch metrics", Managed Prometheus guide: a missing one is 0). */
export const metricsWatches = (workspaceId: pulumi.Input<string>): readonly Watch[] => [
  {
    ...waits,
    kind: "nothing-arrives",
    says: "no sample has arrived in Managed Prometheus, for 30 minutes",
    namespace: "AWS/Usage",
    metricName: "ResourceCount",
    dimensions: {
      Service: "Prometheus",
      Type: "Resource",
      ResourceId: workspaceId,
      Resource: "IngestionRate",
      Class: "None",
    },
    statistic: "Average",
    comparisonOperator: "LessThanThreshold",
    threshold: 0.01,
    period: 300,
    evaluationPeriods: 6,
    treatMissingData: "breaching",
  },
];
