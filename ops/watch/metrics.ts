import { CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Sum, Maximum, p95, or `PR(:0.25)`: which share was at most that. */
  readonly stat: string;
}

/** Values by the time, in ISO, at which a period began. */
export type Series = ReadonlyMap<string, number>;
/** Asks for the values of some metrics, in their order. */
export type Ask = (
  metrics: readonly Metric[],
  from: Date,
  to: Date,
  period: number,
) => Promise<readonly Series[]>;

/** AWS takes 500 metrics in one question. */
export function asking(target: Target, session: Session): Ask {
  const client = new CloudWatchClient({ region: target.config.region, ...bounded(30) });
  return async (metrics, from, to, period) => {
    const series = metrics.map(() => new Map<string, number>());
    const queries = metrics.map(
      ({ namespace, name, dimensions, stat }, at): MetricDataQuery => ({
        Id: `m${at}`,
        MetricStat: {
          Metric: {
            ...{ Namespace: namespace, MetricName: name },
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          },
          ...{ Period: period, Stat: stat },
        },
      }),
    );
    for (let first = 0; first < queries.length; first += 500)
      await session.call("ask for the stack's numbers", "cloudwatch:GetMetricData", async () => {
        const pages = paginateGetMetricData(
          { client },
          {
            MetricDataQueries: queries.slice(first, first + 500),
            ...{ StartTime: from, EndTime: to, ScanBy: "TimestampAscending" },
          },
        );
        for await (const { MetricDataResults = [] } of pages)
          for (const { Id = "", Timestamps = [], Values = [] } of MetricDataResults)
            for (const [at, time] of Timestamps.entries()) {
              const value = Values[at];
              if (typeof value === "number" && !Number.isNaN(value))
                series[Number(Id.slice(1))]?.set(time.toISOString(), value);
            }
      });
    return series;
  };
}
