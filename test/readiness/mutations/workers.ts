import { cronMutations } from "./crons.ts";
import { isolationMutations } from "./isolation.ts";
import { add, container, edit, type Mutation, remove, set } from "./mutation.ts";

type Values = Readonly<Record<string, unknown>>;

const worker = { type: "aws:ecs/service:Service", name: /^worker-service$/ };
const scheduler = { type: "aws:ecs/service:Service", name: /^scheduler-service$/ };
const scaling = { type: "aws:appautoscaling/target:Target", name: /^worker-scaling$/ };
const policy = (kind: string) => ({
  type: "aws:appautoscaling/policy:Policy",
  name: new RegExp(`^worker-scaling-${kind}$`),
});
const alarm = (kind: string) => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: new RegExp(`^alarms-worker-${kind}$`),
});

const tracking = "targetTrackingScalingPolicyConfiguration";
const tracked = (kind: string, change: (now: Values) => Values) =>
  edit(policy(kind), (now) => ({ [tracking]: change(now[tracking] as Values) }));
const measured = (kind: string, change: (now: Values) => Values) =>
  tracked(kind, (now) => ({
    ...now,
    customizedMetricSpecification: change(now.customizedMetricSpecification as Values),
  }));

const scalingMutations: readonly Mutation[] = [
  { title: "nothing adds workers by what waits", requirement: "P09", change: remove(policy("backlog")) },
  {
    title: "workers are added by CPU alone",
    requirement: "P09",
    change: tracked("backlog", ({ customizedMetricSpecification, ...rest }) => ({
      ...rest,
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    })),
  },
  {
    title: "what waits is not divided by the tasks that run",
    requirement: "P09",
    change: measured("backlog", ({ metrics }) => ({
      metrics: (metrics as Values[]).map((one) =>
        "expression" in one ? { ...one, expression: "backlog" } : one,
      ),
    })),
  },
  {
    title: "nothing adds workers by how long jobs wait",
    requirement: "P09",
    change: remove(policy("waiting")),
  },
  {
    title: "workers are taken away because no job is old",
    requirement: "P09",
    change: tracked("waiting", (now) => ({ ...now, disableScaleIn: false })),
  },
  {
    title: "workers are added by the queue of another service",
    requirement: "P09",
    change: measured("waiting", (now) => ({ ...now, dimensions: [{ name: "Service", value: "mailer" }] })),
  },
  {
    title: "workers are added by a number that nobody publishes",
    requirement: "P09",
    change: measured("waiting", (now) => ({ ...now, namespace: "prospector-production/jobs" })),
  },
  {
    title: "what counts the jobs is gone",
    requirement: "P09",
    change: remove({ type: "aws:lambda/function:Function", name: /^queues-function$/ }),
  },
  { title: "a worker may come to nothing", requirement: "P09", change: set(scaling, { minCapacity: 0 }) },
  {
    title: "a worker comes to nothing at night",
    requirement: "P09",
    change: add(scaling, {
      type: "aws:appautoscaling/scheduledAction:ScheduledAction",
      name: "worker-night",
      inputs: { schedule: "cron(0 22 * * ? *)", scalableTargetAction: { minCapacity: 0, maxCapacity: 0 } },
      uses: { resourceId: scaling },
    }),
  },
  {
    title: "workers run on spare capacity alone",
    requirement: "P09",
    change: set(worker, { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] }),
  },
  {
    title: "of the fewest workers one may be taken back",
    requirement: "P09",
    change: set(worker, {
      capacityProviderStrategies: [
        { capacityProvider: "FARGATE", base: 1, weight: 50 },
        { capacityProvider: "FARGATE_SPOT", weight: 50 },
      ],
    }),
  },
];

const watchMutations: readonly Mutation[] = [
  { title: "a backlog pages nobody", requirement: "P14", change: remove(alarm("backlog")) },
  {
    title: "the alarm on a backlog looks at another queue",
    requirement: "P14",
    change: set(alarm("backlog"), { dimensions: { Service: "mailer" } }),
  },
  {
    title: "no backlog is long enough to page",
    requirement: "P14",
    change: set(alarm("backlog"), { threshold: 1e9 }),
  },
  { title: "jobs that wait page nobody", requirement: "P14", change: remove(alarm("waiting")) },
  {
    title: "jobs wait for a day before somebody is told",
    requirement: "P14",
    change: set(alarm("waiting"), { threshold: 86_400 }),
  },
  { title: "that nobody takes jobs pages nobody", requirement: "P04", change: remove(alarm("no-consumers")) },
  {
    title: "silence passes for workers that live",
    requirement: "P14",
    change: set(alarm("no-consumers"), { treatMissingData: "notBreaching" }),
  },
  {
    title: "workers that are busy stand for workers that live",
    requirement: "C20",
    change: set(alarm("no-consumers"), { metricName: "BusyWorkers" }),
  },
  { title: "jobs that fail page nobody", requirement: "C20", change: remove(alarm("failed-jobs")) },
];

const stopMutations: readonly Mutation[] = [
  {
    title: "a worker has two seconds to finish its job",
    requirement: "P09",
    change: container(/^worker-/, () => ({ stopTimeout: 2 })),
  },
  {
    title: "a shell does not tell the worker that it is stopped",
    requirement: "P04",
    change: container(/^worker-/, () => ({ command: ["sh", "-c", "rq worker enrichment ai_analysis"] })),
  },
  {
    title: "a deployment takes half of the workers away",
    requirement: "C20",
    change: set(worker, { deploymentMinimumHealthyPercent: 50 }),
  },
  { title: "there are two schedulers", requirement: "C20", change: set(scheduler, { desiredCount: 2 }) },
  {
    title: "a scheduler is scaled",
    requirement: "C20",
    change: add(scaling, {
      type: "aws:appautoscaling/target:Target",
      name: "scheduler-scaling",
      inputs: { serviceNamespace: "ecs", minCapacity: 1, maxCapacity: 2 },
      uses: { resourceId: scheduler },
    }),
  },
  {
    title: "a scheduler is started in another zone before it is stopped in its own",
    requirement: "G16",
    change: set(scheduler, { availabilityZoneRebalancing: "ENABLED" }),
  },
];

/** Workers, what counts their jobs, what runs by the clock, and what must not reach any of it. */
export const workerMutations: readonly Mutation[] = [
  ...scalingMutations,
  ...watchMutations,
  ...stopMutations,
  ...cronMutations,
  ...isolationMutations,
];
