import type { Place } from "../../place.ts";
import { type Chart, measuredOf } from "./chart.ts";

/** Whether as many tasks of a service run as should, and what they use (C20). The cluster is named after the stack. */
export function runningCharts({ prefix }: Place, id: string): readonly Chart[] {
  const dimensions = { ClusterName: prefix, ServiceName: id };
  const counted = measuredOf("ECS/ContainerInsights", dimensions);
  const used = measuredOf("AWS/ECS", dimensions);
  return [
    {
      title: `${id}: as many tasks run as should; more than one deployment is one under way`,
      unit: "tasks",
      requirements: ["C20", "G16", "K05"],
      series: [
        counted("DesiredTaskCount", "Average", "wanted"),
        counted("RunningTaskCount", "Average", "running"),
        counted("PendingTaskCount", "Average", "starting"),
        counted("DeploymentCount", "Maximum", "deployments"),
      ],
    },
    {
      title: `${id}: CPU and memory are steady, below 90 %`,
      unit: "percent",
      requirements: ["C20"],
      series: [
        used("CPUUtilization", "Average", "CPU"),
        used("MemoryUtilization", "Average", "memory"),
        used("MemoryUtilization", "Maximum", "memory, worst task"),
      ],
      lines: [{ at: 90, says: "memory pages" }],
    },
  ];
}
