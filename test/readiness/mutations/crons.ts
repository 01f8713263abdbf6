import { statement } from "./documents.ts";
import { edit, type Mutation, remove, set } from "./mutation.ts";

type Values = Readonly<Record<string, unknown>>;

const schedule = { type: "aws:scheduler/schedule:Schedule", name: /^cron-refresh-scores-/ };
const clock = { type: "aws:iam/rolePolicy:RolePolicy", name: /^cron-refresh-scores-schedule-policy$/ };
const alarm = (kind: string) => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: new RegExp(`-cron-refresh-scores-${kind}$`),
});

const target = (change: (now: Values) => Values) =>
  edit(schedule, (now) => ({ target: change(now.target as Values) }));
const task = (change: Values) =>
  target((now) => ({ ...now, ecsParameters: { ...(now.ecsParameters as Values), ...change } }));

/** Of the ends of a run, a rule hears such; of which family, stays. */
const hearing = (end: "done" | "failed", ends: Values) =>
  edit(
    { type: "aws:cloudwatch/eventRule:EventRule", name: new RegExp(`^cron-refresh-scores-${end}-rule$`) },
    (now) => {
      const { detail, ...pattern } = JSON.parse(String(now.eventPattern));
      const { lastStatus, taskDefinitionArn } = detail;
      return {
        eventPattern: JSON.stringify({ ...pattern, detail: { lastStatus, taskDefinitionArn, ...ends } }),
      };
    },
  );

export const cronMutations: readonly Mutation[] = [
  {
    title: "a run that could not be started is forgotten",
    requirement: "C20",
    change: target(({ deadLetterConfig, ...rest }) => rest),
  },
  {
    title: "what was put aside lies where nobody looks",
    requirement: "C20",
    change: remove(alarm("dead-letters")),
  },
  {
    title: "ten runs have to be lost before somebody is told",
    requirement: "C20",
    change: set(alarm("dead-letters"), { threshold: 10 }),
  },
  {
    title: "a run that cannot be started is not tried again",
    requirement: "C20",
    change: target((now) => ({
      ...now,
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 3600 },
    })),
  },
  {
    title: "yesterday's run may start beside today's",
    requirement: "C20",
    change: target((now) => ({
      ...now,
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
    })),
  },
  {
    title: "a run that fails pages nobody",
    requirement: "G06",
    change: remove({ type: "aws:cloudwatch/eventTarget:EventTarget", name: /^cron-refresh-scores-failed-/ }),
  },
  {
    title: "a run that never starts pages nobody",
    requirement: "C20",
    change: hearing("failed", { containers: { exitCode: [{ "anything-but": [0] }] } }),
  },
  {
    title: "a rule hears of the failures of another task",
    requirement: "C20",
    change: hearing("failed", { group: ["family:prospector-production-api"] }),
  },
  {
    title: "somebody is paged by each run that ends well",
    requirement: "C20",
    change: hearing("failed", {}),
  },
  { title: "a run that is missed pages nobody", requirement: "C20", change: remove(alarm("missed")) },
  {
    title: "the alarm on missed runs is calm on silence",
    requirement: "C20",
    change: set(alarm("missed"), { treatMissingData: "notBreaching" }),
  },
  {
    title: "a run that fails counts as one that ended well",
    requirement: "C20",
    change: hearing("done", {}),
  },
  {
    title: "a scheduled task gets a public address",
    requirement: "P02",
    change: task({ networkConfiguration: { assignPublicIp: true } }),
  },
  {
    title: "a scheduled task runs on hosts of somebody's own",
    requirement: "P02",
    change: task({ launchType: "EC2" }),
  },
  {
    title: "a clock may hand on any role",
    requirement: "G07",
    change: statement(clock, "iam:PassRole", (entry) => ({ ...entry, Resource: "*" })),
  },
  {
    title: "a clock may hand on the API's role",
    requirement: "G07",
    change: statement(clock, "iam:PassRole", (entry) => ({
      ...entry,
      Resource: "arn:aws:iam::111122223333:role/prospector-production-api-task",
    })),
  },
  {
    title: "a clock may start any task of the product",
    requirement: "G07",
    change: statement(clock, "ecs:RunTask", (entry) => ({
      ...entry,
      Resource: "arn:aws:ecs:eu-central-1:111122223333:task-definition/prospector-production-*",
    })),
  },
];
