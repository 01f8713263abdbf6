import type * as pulumi from "@pulumi/pulumi";
import { result, term, type Watch } from "./watch.ts";

export interface Running {
  readonly cluster: pulumi.Input<string>;
  readonly service: pulumi.Input<string>;
}

/** Whether as many tasks run as should, with memory to spare (C20). */
export function serviceWatches({ cluster, service }: Running): readonly Watch[] {
  const dimensions = { ClusterName: cluster, ServiceName: service };
  return [
    {
      kind: "missing-tasks",
      says: "fewer tasks run than should, for 5 minutes",
      metricQueries: [
        term("desired", "ECS/ContainerInsights", "DesiredTaskCount", dimensions, "Average"),
        term("running", "ECS/ContainerInsights", "RunningTaskCount", dimensions, "Average"),
        result("desired - FILL(running, 0)", "tasks missing"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 5,
      treatMissingData: "breaching", // a service that nobody counts is a service that is gone
      symptom: true,
    },
    {
      kind: "memory",
      says: "tasks use more than 90 % of their memory, for 10 minutes: the next step is being killed",
      namespace: "AWS/ECS",
      metricName: "MemoryUtilization",
      dimensions,
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
      period: 60,
      evaluationPeriods: 10,
      treatMissingData: "notBreaching",
    },
  ];
}
