import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { jobsPerTask, queueScaling } from "../../components/run/queue-scaling.ts";
import { scaling } from "../../components/run/scaling.ts";
import { type Policy, policy, TargetTracking } from "../integration/target-tracking.ts";
import { declare, unknown } from "./declare.ts";
import { place } from "./stores.ts";

const targetType = "aws:appautoscaling/target:Target";
const policyType = "aws:appautoscaling/policy:Policy";
const scaled = { place, cluster: "shop-staging", service: "worker", scale: { min: 2, max: 10 } };
const jobs = { waitSeconds: 600, typicalSeconds: 7 };

const made = (make: (parent: pulumi.Resource) => void) =>
  declare(() => make(new pulumi.ComponentResource("test:index:Parent", "parent")));
const queues = () => made((parent) => queueScaling("worker", { ...scaled, jobs }, parent));
const tracking = (inputs: Readonly<Record<string, unknown>>) =>
  inputs.targetTrackingScalingPolicyConfiguration;

describe("what serves", () => {
  it("is scaled by CPU alone", async () => {
    const plan = await made((parent) =>
      scaling("api", { ...scaled, service: "api", scale: { min: 3, max: 9, cpuPercent: 55 } }, parent),
    );
    expect(plan.only(targetType)).toEqual({
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: "service/shop-staging/api",
      minCapacity: 3,
      maxCapacity: 9,
    });
    expect(plan.get(policyType, "api-scaling-cpu").uses("resourceId")).toEqual(["api-scaling"]);
    expect(plan.only(policyType)).toEqual({
      name: "shop-staging-api-cpu",
      policyType: "TargetTrackingScaling",
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: "service/shop-staging/api",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: 55,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    });
  });
});

describe("a worker", () => {
  it("is scaled by what waits for each task, and by how long the oldest job waits, between its bounds", async () => {
    const plan = await queues();
    expect(plan.names().filter((line) => line.startsWith("aws:"))).toEqual([
      "aws:appautoscaling/policy:Policy  worker-scaling-backlog",
      "aws:appautoscaling/policy:Policy  worker-scaling-waiting",
      "aws:appautoscaling/target:Target  worker-scaling",
    ]);
    expect(
      plan
        .all(policyType)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["shop-staging-worker-backlog", "shop-staging-worker-waiting"]);
    expect(plan.only(targetType)).toMatchObject({ minCapacity: 2, maxCapacity: 10 });
  });

  it("has its backlog divided by the tasks that run, and by one where none does", async () => {
    const plan = await queues();
    const cooldowns = { scaleOutCooldown: 120, scaleInCooldown: 300 };
    expect(tracking(plan.get(policyType, "worker-scaling-backlog").inputs)).toEqual({
      customizedMetricSpecification: {
        metrics: [
          {
            id: "backlog",
            metricStat: {
              metric: {
                namespace: "shop-staging/queues",
                metricName: "Backlog",
                dimensions: [{ name: "Service", value: "worker" }],
              },
              stat: "Maximum",
            },
            returnData: false,
          },
          {
            id: "running",
            metricStat: {
              metric: {
                namespace: "ECS/ContainerInsights",
                metricName: "RunningTaskCount",
                dimensions: [
                  { name: "ClusterName", value: "shop-staging" },
                  { name: "ServiceName", value: "worker" },
                ],
              },
              stat: "Average",
            },
            returnData: false,
          },
          {
            id: "each",
            expression: "backlog / IF(running > 0, running, 1)",
            label: "jobs that wait for each task",
            returnData: true,
          },
        ],
      },
      targetValue: 30,
      ...cooldowns,
    });
    expect(tracking(plan.get(policyType, "worker-scaling-waiting").inputs)).toEqual({
      customizedMetricSpecification: {
        namespace: "shop-staging/queues",
        metricName: "OldestJobSeconds",
        dimensions: [{ name: "Service", value: "worker" }],
        statistic: "Maximum",
      },
      targetValue: 300,
      disableScaleIn: true,
      ...cooldowns,
    });
  });

  it("is scaled by nothing that only AWS knows, but for the service itself", async () => {
    const plan = await made((parent) => {
      const later = pulumi.output(pulumi.unknown as string);
      queueScaling("worker", { ...scaled, cluster: later, service: later, jobs }, parent);
    });
    for (const { resourceId, ...rest } of plan.all(policyType)) {
      expect(resourceId).toBe(unknown);
      expect(policy.safeParse(rest).success).toBe(true);
    }
  });

  it.each([
    [{ waitSeconds: 300, typicalSeconds: 10 }, 6],
    [{ waitSeconds: 300, typicalSeconds: 8 }, 7],
    [{ waitSeconds: 900, typicalSeconds: 5 }, 72],
    [{ waitSeconds: 86_400, typicalSeconds: 60 }, 718],
    [{ waitSeconds: 300, typicalSeconds: 0.01 }, 6000],
    [{ waitSeconds: 300, typicalSeconds: 115 }, 1],
    [{ waitSeconds: 10, typicalSeconds: 1 }, 1],
  ])("of %j has one task for every %d jobs that wait", (declared, many) => {
    expect(jobsPerTask(declared)).toBe(many);
  });
});

describe("a burst of jobs", () => {
  /**
   * What target tracking makes of jobs that all come `after` seconds into a minute, where tasks run `start` seconds after
   * they were asked for. Nothing here is real; the burst of the integration tests is.
   */
  async function burst(declared: typeof jobs, many: number, { start = 60, after = 1, max = 100_000 } = {}) {
    const plan = await made((parent) => queueScaling("worker", { ...scaled, jobs: declared }, parent));
    const policies = plan.all(policyType).map((inputs) => policy.parse(inputs));
    const tracked = new TargetTracking({ min: 1, max }, policies);
    const coming: { readonly at: number; readonly tasks: number }[] = [];
    let [waiting, running, most, at] = [many, 1, 1, after];
    for (; waiting > 0 && at < 10 * declared.waitSeconds; at += 1) {
      waiting = Math.max(0, waiting - running / declared.typicalSeconds);
      for (const arrived of coming.filter((one) => one.at === at)) running = arrived.tasks;
      if (at % 60 > 0) continue;
      const published: Readonly<Record<string, number>> = {
        Backlog: waiting,
        RunningTaskCount: running,
        OldestJobSeconds: at - after,
      };
      const tasks = tracked.decide(({ metricName }) => published[metricName]);
      most = Math.max(most, tasks);
      if (tasks < running) running = tasks;
      else coming.push({ at: at + start, tasks });
    }
    return { most, seconds: at - after };
  }

  it("brings as many tasks as work it off in half of the time that is left, and no more", async () => {
    expect(jobsPerTask(jobs)).toBe(30);
    for (const start of [30, 60])
      expect(await burst(jobs, 3_000, { start })).toEqual({ most: 100, seconds: expect.any(Number) });
    expect(await burst(jobs, 3_000, { max: 12 })).toMatchObject({ most: 12 });
  });

  const settings = [300, 420, 600, 900, 3600, 86_400].flatMap((waitSeconds) =>
    [0.1, 8, 60].map((typicalSeconds) => ({ waitSeconds, typicalSeconds })),
  );
  it.each(settings)("is worked off in time where jobs are like %j", async (declared) => {
    for (const many of [100, 10_000])
      for (const [start, after] of [
        [30, 1],
        [60, 1],
        [60, 59],
      ] as const) {
        const { seconds } = await burst(declared, many, { start, after });
        expect([many, start, after, seconds <= declared.waitSeconds]).toEqual([many, start, after, true]);
      }
  });

  it("that is small enough for the tasks that always run brings none", async () => {
    expect(await burst(jobs, 25)).toMatchObject({ most: 1 });
  });
});

describe("target tracking, as the tests simulate it", () => {
  const metric = (metricName: string) => ({ namespace: "shop", metricName, dimensions: [] });
  const following = (metricName: string, targetValue: number, disableScaleIn = false): Policy => ({
    name: metricName,
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: {
      customizedMetricSpecification: metric(metricName),
      targetValue,
      disableScaleIn,
      scaleOutCooldown: 60,
      scaleInCooldown: 300,
    },
  });
  /** The number of tasks after each minute with these values. */
  const decided = (tracked: TargetTracking, ...minutes: readonly Readonly<Record<string, number>>[]) =>
    minutes.map((published) => tracked.decide(({ metricName }) => published[metricName]));
  const times = (count: number, published: Readonly<Record<string, number>>) =>
    Array.from({ length: count }, () => published);

  it("scales out when a metric was too high for three minutes, in proportion and rounded up", () => {
    const tracked = new TargetTracking({ min: 2, max: 20 }, [following("load", 10)]);
    expect(decided(tracked, { load: 30 }, { load: 9 }, { load: 30 }, { load: 30 }, { load: 13 })).toEqual([
      2, 2, 2, 2, 3,
    ]);
  });

  it("stays within its bounds", () => {
    const tracked = new TargetTracking({ min: 2, max: 5 }, [following("load", 10)]);
    expect(decided(tracked, ...times(3, { load: 1000 })).at(-1)).toBe(5);
    expect(decided(tracked, ...times(15, { load: 0 })).at(-1)).toBe(2);
  });

  it("scales in when all that may were more than a tenth too low for a quarter of an hour, by the largest", () => {
    const tracked = new TargetTracking({ min: 1, max: 20 }, [
      following("load", 10),
      following("jobs", 10),
      following("age", 10, true),
    ]);
    decided(tracked, ...times(3, { load: 100, jobs: 10, age: 10 }));
    expect(tracked.desired).toBe(10);
    expect(decided(tracked, ...times(14, { load: 1, jobs: 3, age: 10 })).at(-1)).toBe(10);
    expect(decided(tracked, { load: 1, jobs: 3, age: 10 })).toEqual([3]);
    expect(decided(tracked, ...times(5, { load: 1, jobs: 3, age: 10 }))).toEqual([3, 3, 3, 3, 1]);
  });

  it("does nothing about what nobody published", () => {
    const tracked = new TargetTracking({ min: 1, max: 20 }, [following("load", 10)]);
    expect(decided(tracked, ...times(2, { load: 50 }), {}, ...times(2, { load: 50 }))).toEqual([
      1, 1, 1, 1, 1,
    ]);
    expect(decided(tracked, { load: 50 })).toEqual([5]);
    decided(tracked, ...times(14, { load: 0 }), {});
    expect(tracked.desired).toBe(5);
  });

  it("counts an addition that cools down as part of the next one", () => {
    const slow = following("load", 10);
    slow.targetTrackingScalingPolicyConfiguration.scaleOutCooldown = 120;
    const tracked = new TargetTracking({ min: 1, max: 50 }, [slow]);
    expect(decided(tracked, ...times(4, { load: 50 }), { load: 50 })).toEqual([1, 1, 5, 5, 25]);
    const again = new TargetTracking({ min: 1, max: 50 }, [slow]);
    expect(decided(again, ...times(3, { load: 50 }), { load: 80 })).toEqual([1, 1, 5, 8]);
  });
});
