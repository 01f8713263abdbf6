import type { CacheSettings } from "../../../config/shape/data.ts";
import { type Chart, measuredOf } from "./chart.ts";

export interface ShownCache {
  readonly id: string;
  readonly settings: CacheSettings;
  readonly nodes: readonly string[];
}

/** Whether a cache helps (C17), has room, and keeps what it was given (C10). */
export function cacheCharts({ id, settings, nodes }: ShownCache): readonly Chart[] {
  const members = nodes.map((node) => ({
    node: node.split("-").at(-1) ?? node,
    metric: measuredOf("AWS/ElastiCache", { CacheClusterId: node }),
  }));
  const evicts = settings.roles.every((role) => role === "cache");
  return [
    {
      title: `${id}: most of what is asked for is there`,
      unit: "percent",
      requirements: ["C17"],
      series: members.map(({ node, metric }) => metric("CacheHitRate", "Average", `${node} hits`)),
    },
    {
      title: evicts
        ? `${id}: at most 1,000 entries a minute make room for others`
        : `${id}: nothing makes room for others, memory below 80 %`,
      unit: evicts ? "entries" : "entries; percent",
      requirements: ["C10", "C17"],
      series: members.flatMap(({ node, metric }) => [
        metric("Evictions", "Sum", `${node} evictions`),
        metric("DatabaseMemoryUsagePercentage", "Maximum", `${node} memory, percent`),
      ]),
      lines: [evicts ? { at: 1000, says: "evictions page" } : { at: 80, says: "memory pages" }],
    },
    {
      title: `${id}: the engine has time left`,
      unit: "percent; connections",
      requirements: ["C20"],
      series: members.flatMap(({ node, metric }) => [
        metric("EngineCPUUtilization", "Maximum", `${node} CPU, percent`),
        metric("CurrConnections", "Maximum", `${node} connections`),
      ]),
    },
  ];
}
