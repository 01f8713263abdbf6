import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { type Condition, condition } from "../condition.ts";
import { databaseOf } from "../names.ts";
import { bounded } from "../session.ts";
import type { Trial } from "../trial/trial.ts";

/** At most half of all connections were open at once (K24). */
export async function poolHalfFree(trial: Trial, now: Date, hours: number): Promise<Condition> {
  const { target } = trial;
  const { engine, maxConnections } = target.config.database;
  const session = await trial.session();
  const cloudwatch = new CloudWatchClient({ region: target.config.region, ...bounded(30) });
  const Name = engine === "postgres" ? "DBInstanceIdentifier" : "DBClusterIdentifier";
  const { Datapoints = [] } = await session.call(
    "ask for open connections",
    "cloudwatch:GetMetricStatistics",
    () =>
      cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: "AWS/RDS",
          MetricName: "DatabaseConnections",
          Dimensions: [{ Name, Value: databaseOf(target) }],
          StartTime: new Date(now.getTime() - hours * 3_600_000),
          EndTime: now,
          Period: hours > 24 ? 3600 : 300, // 1,440 points are the most in one answer
          Statistics: ["Maximum"],
        }),
      ),
  );
  const most = Math.max(...Datapoints.map(({ Maximum = 0 }) => Maximum));
  const share = Math.round((100 * most) / maxConnections);
  const known = Datapoints.length > 0;
  return condition("connections", known && share < 50, {
    found: known
      ? `at most ${most} of ${maxConnections}, ${share} %`
      : `nothing is known of the last ${hours} h`,
    todo: "below half: pg_stat_activity by user says who holds them; fewer in each pool, or a larger database",
  });
}
