import { describe, expect, it } from "vitest";
import { queues } from "../../components/identity/actions/queues.ts";
import { statementsOf } from "../../components/identity/compile.ts";
import { Cron } from "../../components/run/cron.ts";
import { Task } from "../../components/run/task.ts";
import { Keys } from "../../components/secrets/keys.ts";
import { cronWatches } from "../../components/watch/alarms/cron.ts";
import { OnCall } from "../../components/watch/oncall.ts";
import { createSeconds } from "../../readiness/deployment/create-times.ts";
import { type Asked, type Decision, decide } from "./decide.ts";
import { declare, type Plan, unknown } from "./declare.ts";
import { matches } from "./matching.ts";

const place = { prefix: "shop-staging", account: "111122223333", region: "eu-central-1", partition: "aws" };
const here = (service: string, resource: string) =>
  `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
const iam = (role: string) => `arn:aws:iam::111122223333:role/${role}`;
const settings = { schedule: "cron(0 3 * * ? *)", timezone: "Europe/Berlin", retries: 3 };
const runbook = "https://docs.shop.example/runbook";

const cron = () => {
  const keys = new Keys("keys", { place });
  const oncall = new OnCall("oncall", {
    place,
    settings: {
      routes: [{ kind: "email", address: "oncall@shop.example", carries: ["page"] }],
      ...{ primary: "Ada", secondary: "Jon", escalation: "Kim", runbook },
    },
    keyArn: keys.alerts,
  });
  const task = new Task("cron-nightly", {
    place,
    settings: {
      size: { cpu: 256, memory: 512 },
      command: ["report"],
      user: "10001:10001",
      stopSeconds: 60,
      env: {},
    },
    health: undefined,
    image: { ref: `ghcr.io/shop/api@sha256:${"a".repeat(64)}` },
    context: {},
    secrets: {},
    logs: { days: 30, keyArn: keys.logs },
    masked: [],
  });
  return new Cron("cron-nightly", {
    ...{ place, settings, task },
    clusterArn: "arn:cluster",
    subnetIds: ["subnet-a", "subnet-b"],
    groupIds: ["sg-api", "sg-database-client"],
    oncall: { topicArn: oncall.topicArn, runbook },
    keyArn: keys.alerts,
  });
};

const scheduleType = "aws:scheduler/schedule:Schedule";
const queueType = "aws:sqs/queue:Queue";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const statements = (text: unknown) => JSON.parse(String(text)).Statement;
const policyOf = (plan: Plan) =>
  plan.get("aws:iam/rolePolicy:RolePolicy", "cron-nightly-schedule-policy").inputs.policy;
const plan = await declare(cron);
const deadLetters = here("sqs", "shop-staging-cron-nightly-failed");

describe("a cron", () => {
  it("is a schedule and its role, a queue for what did not start, a rule that counts and one that pages", () => {
    const own = plan.declared.filter(({ identity }) => identity.startsWith("golive:run:Cron$"));
    expect(own.map(({ type, name }) => `${type}  ${name}`).sort()).toEqual([
      "aws:cloudwatch/eventRule:EventRule  cron-nightly-done-rule",
      "aws:cloudwatch/eventRule:EventRule  cron-nightly-failed-rule",
      "aws:cloudwatch/eventTarget:EventTarget  cron-nightly-done-count",
      "aws:cloudwatch/eventTarget:EventTarget  cron-nightly-failed-page",
      "aws:iam/role:Role  cron-nightly-schedule-role",
      "aws:iam/rolePolicy:RolePolicy  cron-nightly-schedule-policy",
      "aws:scheduler/schedule:Schedule  cron-nightly-schedule",
      "aws:sqs/queue:Queue  cron-nightly-dead-letters",
      "aws:sqs/queue:Queue  cron-nightly-done",
    ]);
  });

  it("starts its task when it is due by its own clock, inside the network, and tries so often for an hour", () => {
    expect(plan.only(scheduleType)).toEqual({
      name: "shop-staging-cron-nightly",
      description: "Runs shop-staging-cron-nightly",
      scheduleExpression: "cron(0 3 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: "arn:cluster",
        roleArn: unknown,
        ecsParameters: {
          taskDefinitionArn: unknown,
          taskCount: 1,
          launchType: "FARGATE",
          networkConfiguration: {
            subnets: ["subnet-a", "subnet-b"],
            securityGroups: ["sg-api", "sg-database-client"],
            assignPublicIp: false,
          },
          enableEcsManagedTags: true,
          enableExecuteCommand: false,
          propagateTags: "TASK_DEFINITION",
        },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: unknown },
      },
    });
    const schedule = plan.get(scheduleType, "cron-nightly-schedule");
    expect(schedule.uses("target")).toEqual([
      "cron-nightly-dead-letters",
      "cron-nightly-definition",
      "cron-nightly-schedule-role",
    ]);
    expect(schedule.after).toContain("cron-nightly-schedule-policy");
  });

  it("keeps what could not be started for two weeks, under the key of pages", () => {
    const queue = plan.get(queueType, "cron-nightly-dead-letters");
    expect(queue.inputs).toMatchObject({
      name: "shop-staging-cron-nightly-failed",
      messageRetentionSeconds: 14 * 24 * 3600,
      kmsMasterKeyId: unknown,
    });
    expect(queue.uses("kmsMasterKeyId")).toEqual(["keys-alerts", "keys-alerts-alias"]);
  });

  it("takes dead letters from its own role alone, and never in the clear", () => {
    const { policy } = plan.get(queueType, "cron-nightly-dead-letters").inputs;
    expect(statements(policy)).toEqual([
      {
        Sid: "NotInTheClear",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: deadLetters,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "OnlyItsSchedule",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:SendMessage",
        Resource: deadLetters,
        Condition: { ArnNotEquals: { "aws:PrincipalArn": iam("shop-staging-cron-nightly-schedule") } },
      },
    ]);
  });

  it("tells outside which queue and which rule to watch", async () => {
    const made = await declare(cron, { pass: "resolved" });
    expect(made.get("golive:run:Cron", "cron-nightly").outputs).toEqual({
      deadLettersName: "shop-staging-cron-nightly-failed",
      doneRuleName: "shop-staging-cron-nightly-done",
    });
  });
});

describe("the role of a cron", () => {
  const definition = (name: string) => here("ecs", `task-definition/shop-staging-${name}:7`);
  const cluster = (name: string) => ({ "ecs:cluster": here("ecs", `cluster/${name}`) });
  const toTasks = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
  const key = (alias: string, queue: string, service = "sqs") => ({
    "kms:ResourceAliases": [`alias/shop-staging-${alias}`],
    "kms:ViaService": `${service}.eu-central-1.amazonaws.com`,
    "kms:EncryptionContext:aws:sqs:arn": queue,
  });
  const rows: readonly (readonly [string, Asked, Decision])[] = [
    [
      "starts its task in the stack's cluster",
      { action: "ecs:RunTask", resource: definition("cron-nightly"), context: cluster("shop-staging") },
      "Allowed",
    ],
    [
      "starts it in no other cluster",
      { action: "ecs:RunTask", resource: definition("cron-nightly"), context: cluster("shop") },
      "ImplicitlyDenied",
    ],
    [
      "starts no other task",
      { action: "ecs:RunTask", resource: definition("cron-nightly-2"), context: cluster("shop-staging") },
      "ImplicitlyDenied",
    ],
    [
      "tags what it starts",
      {
        action: "ecs:TagResource",
        resource: here("ecs", "task/shop-staging/1a"),
        context: { "ecs:CreateAction": "RunTask" },
      },
      "Allowed",
    ],
    [
      "tags nothing that runs already",
      { action: "ecs:TagResource", resource: here("ecs", "task/shop-staging/1a") },
      "ImplicitlyDenied",
    ],
    [
      "hands the task the application's role",
      { action: "iam:PassRole", resource: iam("shop-staging-cron-nightly-task"), context: toTasks },
      "Allowed",
    ],
    [
      "hands ECS the role that starts it",
      { action: "iam:PassRole", resource: iam("shop-staging-cron-nightly-execution"), context: toTasks },
      "Allowed",
    ],
    [
      "hands on no other role",
      { action: "iam:PassRole", resource: iam("shop-staging-api-task"), context: toTasks },
      "ImplicitlyDenied",
    ],
    [
      "hands on none to another service",
      {
        action: "iam:PassRole",
        resource: iam("shop-staging-cron-nightly-task"),
        context: { "iam:PassedToService": "lambda.amazonaws.com" },
      },
      "ImplicitlyDenied",
    ],
    ["puts a failed start aside", { action: "sqs:SendMessage", resource: deadLetters }, "Allowed"],
    ["reads none of them", { action: "sqs:ReceiveMessage", resource: deadLetters }, "ImplicitlyDenied"],
    [
      "encrypts what it puts aside",
      { action: "kms:GenerateDataKey", resource: here("kms", "key/1"), context: key("alerts", deadLetters) },
      "Allowed",
    ],
    [
      "uses no other key",
      { action: "kms:Decrypt", resource: here("kms", "key/1"), context: key("data", deadLetters) },
      "ImplicitlyDenied",
    ],
    [
      "uses it for no other queue",
      { action: "kms:Decrypt", resource: here("kms", "key/1"), context: key("alerts", here("sqs", "other")) },
      "ImplicitlyDenied",
    ],
    [
      "uses it through SQS alone",
      { action: "kms:Decrypt", resource: here("kms", "key/1"), context: key("alerts", deadLetters, "sns") },
      "ImplicitlyDenied",
    ],
  ];
  it.each(rows)("%s", async (_, asked, decision) => {
    expect(await decide([policyOf(plan)], asked)).toBe(decision);
  });

  it("hands on exactly the two roles that its task really has", async () => {
    const made = await declare(cron, { pass: "resolved" });
    const { Resource } = statements(policyOf(made)).find(
      ({ Sid }: { Sid: string }) => Sid === "HandOnItsRoles",
    );
    const { taskRoleArn, executionRoleArn } = made.only("aws:ecs/taskDefinition:TaskDefinition");
    expect([...Resource].sort()).toEqual([executionRoleArn, taskRoleArn].sort());
  });

  it("is assumed by the scheduler, for this account", () => {
    const { inputs } = plan.get("aws:iam/role:Role", "cron-nightly-schedule-role");
    expect(inputs.name).toBe("shop-staging-cron-nightly-schedule");
    expect(statements(inputs.assumeRolePolicy)).toMatchObject([
      {
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": here("scheduler", "schedule-group/default") },
        },
      },
    ]);
  });
});

describe("the end of a run", () => {
  const pattern = (name: string) => JSON.parse(String(plan.get(ruleType, name).inputs.eventPattern));
  const counts = pattern("cron-nightly-done-rule");
  const pages = pattern("cron-nightly-failed-rule");

  const byItself = "EssentialContainerExited";
  const agent = (exitCode: number) => ({ name: "aws-guardduty-agent", exitCode });
  const event = (stopCode: string, containers: object[], more: object = {}) => ({
    source: "aws.ecs",
    "detail-type": "ECS Task State Change",
    detail: {
      lastStatus: "STOPPED",
      taskDefinitionArn: here("ecs", "task-definition/shop-staging-cron-nightly:7"),
      stopCode,
      containers,
      ...more,
    },
  });
  const ended = (exitCode: number) => ({ name: "cron-nightly", exitCode });
  const other = { taskDefinitionArn: here("ecs", "task-definition/shop-staging-cron-nightly-2:7") };

  // Amazon's own event-ruler 1.7.3 says the same of each of these.
  it.each<[string, object, "counts" | "pages" | "neither"]>([
    ["with exit code 0", event(byItself, [ended(0)]), "counts"],
    ["with exit code 1", event(byItself, [ended(1)]), "pages"],
    ["without an exit code", event(byItself, [{ name: "cron-nightly" }]), "pages"],
    ["before it began", event("TaskFailedToStart", [{ name: "cron-nightly" }]), "pages"],
    ["before anything was made", event("TaskFailedToStart", []), "pages"],
    ["by a person, though its code is 0", event("UserInitiated", [ended(0)]), "pages"],
    ["by AWS, which takes its place back", event("SpotInterruption", [ended(143)]), "pages"],
    ["well beside an agent that was killed", event(byItself, [agent(137), ended(0)]), "counts"],
    ["badly beside an agent that ended well", event(byItself, [agent(0), ended(2)]), "pages"],
    ["that has not come yet", event(byItself, [ended(0)], { lastStatus: "RUNNING" }), "neither"],
    ["of another task, well", event(byItself, [ended(0)], other), "neither"],
    ["of another task, badly", event(byItself, [ended(1)], other), "neither"],
  ])("%s", (_, of, outcome) => {
    expect([matches(counts, of), matches(pages, of)]).toEqual([outcome === "counts", outcome === "pages"]);
  });

  it("if good, is counted through a queue that forgets at once and takes messages of that rule alone", () => {
    expect(plan.get(targetType, "cron-nightly-done-count").inputs).toEqual({
      rule: "shop-staging-cron-nightly-done",
      targetId: "count",
      arn: unknown,
      input: '"a run ended well"',
    });
    expect(plan.get(targetType, "cron-nightly-done-count").uses("arn")).toEqual(["cron-nightly-done"]);
    const queue = plan.get(queueType, "cron-nightly-done");
    expect(queue.inputs).toMatchObject({ messageRetentionSeconds: 60, kmsMasterKeyId: unknown });
    expect(queue.uses("kmsMasterKeyId")).toContain("keys-alerts");
    expect(statements(queue.inputs.policy)).toMatchObject([
      { Sid: "NotInTheClear", Effect: "Deny" },
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: here("sqs", "shop-staging-cron-nightly-done"),
        Condition: {
          ArnEquals: { "aws:SourceArn": here("events", "rule/shop-staging-cron-nightly-done") },
        },
      },
    ]);
  });

  it("if bad, pages with the task and ECS's word for it, and the chapter of the runbook", () => {
    const target = plan.get(targetType, "cron-nightly-failed-page");
    expect(target.inputs).toMatchObject({
      rule: "shop-staging-cron-nightly-failed",
      targetId: "oncall",
      inputTransformer: {
        inputPaths: {
          task: "$.detail.taskArn",
          definition: "$.detail.taskDefinitionArn",
          why: "$.detail.stopCode",
        },
        inputTemplate: expect.stringContaining(`never started. ${runbook}#cron-failed`),
      },
    });
    expect(target.uses("arn")).toEqual(["oncall-policy", "oncall-topic"]);
  });
});

describe("alarms on a cron", () => {
  const watched = { deadLettersName: "shop-cron-failed", doneRuleName: "shop-cron-done" };

  it("page on a start that AWS gave up, until somebody has looked", () => {
    expect(cronWatches(watched, 26)[0]).toEqual({
      kind: "dead-letters",
      says: "a run could not be started, however often that was tried",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "shop-cron-failed" },
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluationPeriods: 1,
      treatMissingData: "ignore",
    });
  });

  it.each([1, 26, 168])("page when no run ended well for %i hours: silence is the alarm", (hours) => {
    const [, missed, ...others] = cronWatches(watched, hours);
    expect(missed).toMatchObject({
      kind: "missed",
      says: `no run ended well for ${hours} hours`,
      metricQueries: [
        {
          metric: {
            namespace: "AWS/Events",
            metricName: "Invocations",
            dimensions: { RuleName: "shop-cron-done" },
            period: 3600,
            stat: "Sum",
          },
        },
        { expression: "FILL(done, 0)", returnData: true },
      ],
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: hours,
      treatMissingData: "breaching",
    });
    // CloudWatch's limit: seven days in all.
    expect(3600 * (missed?.evaluationPeriods ?? 0)).toBeLessThanOrEqual(7 * 24 * 3600);
    expect(others).toEqual([]);
  });
});

describe("who deploys a queue", () => {
  const table = queues({
    ...{ place, product: "shop", environment: "staging" },
    keyAliases: [],
    zoneIds: [],
  })[queueType];
  const allowed = (which: "read" | "write") =>
    JSON.stringify({ Version: "2012-10-17", Statement: statementsOf(table?.[which] ?? []) });

  it.each([
    ["read", "sqs:GetQueueAttributes", deadLetters, "Allowed"],
    ["read", "sqs:ListQueueTags", deadLetters, "Allowed"],
    ["read", "sqs:SetQueueAttributes", deadLetters, "ImplicitlyDenied"],
    ["write", "sqs:CreateQueue", deadLetters, "Allowed"],
    ["write", "sqs:SetQueueAttributes", deadLetters, "Allowed"],
    ["write", "sqs:DeleteQueue", deadLetters, "Allowed"],
    ["write", "sqs:TagQueue", deadLetters, "Allowed"],
    ["write", "sqs:DeleteQueue", here("sqs", "shop-production-cron-nightly-failed"), "ImplicitlyDenied"],
    ["write", "sqs:ReceiveMessage", deadLetters, "ImplicitlyDenied"],
    ["write", "sqs:PurgeQueue", deadLetters, "ImplicitlyDenied"],
  ] as const)("to %s may %s on %s: %s", async (which, action, resource, decision) => {
    expect(await decide([allowed(which)], { action, resource })).toBe(decision);
  });

  it("waits for it about half a minute", () => {
    expect(createSeconds(queueType, true, () => ({}))).toBe(30);
  });
});
