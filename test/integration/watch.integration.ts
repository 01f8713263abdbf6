import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { signIn } from "../../ops/session.ts";
import { CloudWatchNumbers } from "../../ops/watch/cloudwatch.ts";
import { totalsOf } from "../../ops/watch/reading.ts";
import { Folder, running } from "../cli/running.ts";
import { Stack } from "./rollback-stack.ts";

let stack: Stack;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  await stack.prepare();
  cloudwatch = new CloudWatchClient(stack.moto.client);
  for (const colour of ["blue", "green"])
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: `prospector-staging-api-${colour}-slow-answers`,
        ...{ Namespace: elb, MetricName: "TargetResponseTime", ExtendedStatistic: "p95" },
        ...{ Period: 60, EvaluationPeriods: 5, Threshold: 0.25 },
        ComparisonOperator: "GreaterThanThreshold",
        Dimensions: dimensionsOf({ LoadBalancer: balancer, TargetGroup: `targetgroup/${colour}-1/abc` }),
      }),
    );
});
afterEach(() => vi.unstubAllEnvs());

const elb = "AWS/ApplicationELB";
const balancer = "app/prospector-staging/123";
const dimensionsOf = (all: Readonly<Record<string, string>>) =>
  Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
const at = (minutesAgo: number): Date =>
  new Date(Math.floor(Date.now() / 60_000) * 60_000 - minutesAgo * 60_000);

async function measured(
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
  Value: number,
  minutesAgo: number,
): Promise<void> {
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace,
      MetricData: [{ MetricName, Dimensions: dimensionsOf(dimensions), Value, Timestamp: at(minutesAgo) }],
    }),
  );
}

describe("numbers of CloudWatch", () => {
  it("are found by the alarms on each group, with the balancer's own, the database's and the tasks'", async () => {
    const blue = { LoadBalancer: balancer, TargetGroup: "targetgroup/blue-1/abc" };
    const green = { LoadBalancer: balancer, TargetGroup: "targetgroup/green-1/abc" };
    for (const minute of [5, 4]) {
      await measured(elb, "RequestCount", blue, 100, minute);
      await measured(elb, "RequestCount", green, 10, minute);
    }
    await measured(elb, "HTTPCode_Target_5XX_Count", green, 2, 4);
    await measured(elb, "HTTPCode_ELB_5XX_Count", { LoadBalancer: balancer }, 3, 4);
    await measured(
      "AWS/RDS",
      "DatabaseConnections",
      { DBInstanceIdentifier: "prospector-staging-database" },
      25,
      4,
    );
    await measured(
      "AWS/ECS",
      "MemoryUtilization",
      { ClusterName: "prospector-staging", ServiceName: "api" },
      ...([40, 4] as const),
    );
    await measured("prospector-staging/queues", "OldestJobSeconds", { Service: "worker" }, 12, 4);

    const source = await CloudWatchNumbers.of(stack.target, await signIn(stack.target));
    const reading = await source.read(at(10), at(0));
    expect(reading.groups.map(({ service, group }) => `${service} ${group}`)).toEqual([
      "api blue",
      "api green",
      "balancer balancer",
    ]);
    expect(totalsOf(reading)).toEqual([
      expect.objectContaining({ service: "api", asked: 220, failed: 2 }),
      expect.objectContaining({ service: "balancer", failed: 3, failedPercent: 100 }),
    ]);
    const known = reading.gauges.filter(({ average }) => average !== null);
    expect(known.map(({ name, average, limit }) => [name, average, limit])).toEqual([
      ["database connections", 25, 80],
      ["api: Memory", 40, 90],
      ["worker: oldest job", 12, 600],
    ]);
  });
});

describe("ops watch", () => {
  const ops = (...words: readonly string[]) =>
    running(["ops", "watch", "staging", ...words, "-d", stack.folder], { ...stack.environment });

  it("looks back on a day, says what speaks against it, and writes that down", async () => {
    const { status, stdout } = await ops("--window", "24h");
    expect(status).toBe(1);
    expect(stdout).toContain("✘ nobody asked api, so nothing is known of it (C20)");
    expect(stdout).toContain("✘ nothing is known of database connections (C20, K11)");
    expect(stdout).toContain(
      "written down: s3://prospector-staging-evidence-123456789012/trials/00000001.json",
    );
    expect(Object.keys(await stack.records("trials/"))).toEqual(["trials/00000001.json"]);
  });

  it("refuses what does not fit before it asks anybody", async () => {
    using folder = new Folder().write();
    const { status, stderr } = await running([
      "ops",
      "watch",
      "staging",
      "--minutes",
      "2",
      "-d",
      folder.path,
    ]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("only with --through")]);
  });
});
