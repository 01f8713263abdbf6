import { rmSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Lambda, type LambdaArgs } from "../../components/run/lambda.ts";
import { Procedure } from "../../components/run/procedure.ts";
import { schedule } from "../../components/run/schedule.ts";
import { functionWatches } from "../../components/watch/alarms/function.ts";
import { procedureWatches } from "../../components/watch/alarms/procedure.ts";
import { buildFunctions } from "../../functions/build/bundles.ts";
import { project } from "../functions/project.ts";
import { declare, type Plan, unknown } from "./declare.ts";

const root = vi.hoisted(() => ({ of: "" }));
vi.mock(import("../../components/run/bundle.ts"), async (original) => {
  const { bundle } = await original();
  return { bundle: (folder) => bundle(folder, root.of) };
});
beforeAll(async () => {
  root.of = project({ "functions/vitals/index.ts": "export const handler = async () => {};" });
  await buildFunctions(root.of);
});
afterAll(() => rmSync(root.of, { recursive: true, force: true }));

const place = { prefix: "shop-staging", account: "111122223333", region: "eu-central-1", partition: "aws" };
const logs = { days: 30, keyArn: "arn:logs-key" };
const arn = "arn:aws:lambda:eu-central-1:111122223333:function:shop-staging-vitals";
const functionType = "aws:lambda/function:Function";
const roleType = "aws:iam/role:Role";
const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";

const args: LambdaArgs = {
  place,
  folder: "vitals",
  description: "Measures the database",
  settings: { prefix: "shop-staging", tables: ["orders"] },
  timeoutSeconds: 30,
  memoryMiB: 256,
  statements: [
    {
      Sid: "Read",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: "arn:aws:secretsmanager:x",
    },
  ],
  logs,
};
const network = { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"], groupIds: ["sg-database-client"] };
const lambda = (more: Partial<LambdaArgs> = {}) => new Lambda("vitals", { ...args, ...more });
const procedure = () =>
  new Procedure("restart", {
    place,
    id: "restart",
    description: "Restarts who reads a secret",
    step: lambda(),
    timeoutMinutes: 60,
    startsOn: { description: "A secret was rotated", pattern: { source: ["golive.rotation"] } },
    logs,
  });

interface Written {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}
const statementsOf = (text: unknown): readonly Written[] => JSON.parse(String(text)).Statement;
const policyOf = (plan: Plan, name: string) => statementsOf(plan.get(rolePolicyType, name).inputs.policy);
const trustOf = (plan: Plan, name: string) => statementsOf(plan.get(roleType, name).inputs.assumeRolePolicy);

describe("a function", () => {
  it("is a log group, a role and the code, and nobody may invoke it", async () => {
    const plan = await declare(() => lambda());
    expect(plan.names().filter((name) => !name.startsWith("pulumi:providers:"))).toEqual([
      "aws:cloudwatch/logGroup:LogGroup  vitals-log",
      "aws:iam/role:Role  vitals-role",
      "aws:iam/rolePolicy:RolePolicy  vitals-policy",
      "aws:lambda/function:Function  vitals-function",
      "golive:run:Lambda  vitals",
    ]);
  });

  it("runs its bundle on a current Node, with its settings and Amazon's authorities", async () => {
    const plan = await declare(() => lambda({ concurrency: 1 }));
    const { code, ...inputs } = plan.only(functionType);
    expect(inputs).toEqual({
      name: "shop-staging-vitals",
      description: "Measures the database",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      role: unknown,
      timeout: 30,
      memorySize: 256,
      reservedConcurrentExecutions: 1,
      environment: {
        variables: {
          NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem",
          NODE_OPTIONS: "--enable-source-maps",
        },
      },
      loggingConfig: { logFormat: "JSON", logGroup: "/shop-staging/function/vitals" },
      publish: false,
    });
    expect(pulumi.asset.AssetArchive.isInstance(code)).toBe(true);
    expect(plan.get(functionType, "vitals-function").after).toContain("vitals-policy");
  });

  it("tells its names before it exists", async () => {
    let made: Lambda | undefined;
    await declare(() => {
      made = lambda();
    });
    expect(made).toMatchObject({
      name: "shop-staging-vitals",
      arn,
      roleName: "shop-staging-vitals-function",
      roleArn: "arn:aws:iam::111122223333:role/shop-staging-vitals-function",
      logGroupName: "/shop-staging/function/vitals",
    });
  });

  it("finds its settings beside its code, however many they are", async () => {
    const plan = await declare(() => lambda());
    const { code } = plan.only(functionType);
    if (!(code instanceof pulumi.asset.AssetArchive)) throw new Error("the code is no archive");
    const files = await code.assets;
    expect(Object.keys(files).sort()).toEqual(["index.mjs", "index.mjs.map", "settings.json"]);
    const written = files["settings.json"];
    if (!(written instanceof pulumi.asset.StringAsset)) throw new Error("the settings are no text");
    expect(await written.text).toBe('{"prefix":"shop-staging","tables":["orders"]}');
  });

  it("is known at the first preview but for its code, when AWS has yet to make something it is told of", async () => {
    const plan = await declare(() => lambda({ settings: { topic: new aws.sns.Topic("topic").arn } }));
    const { code, environment } = plan.only(functionType);
    expect(code).toBe(unknown);
    expect(environment).toMatchObject({ variables: { NODE_OPTIONS: "--enable-source-maps" } });
    expect(plan.get(functionType, "vitals-function").uses("code")).toEqual(["topic"]);
  });

  it("may write its log and do what its code needs, under a role that only Lambda assumes", async () => {
    const plan = await declare(() => lambda());
    expect(policyOf(plan, "vitals-policy")).toEqual([
      {
        Sid: "WriteLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource:
          "arn:aws:logs:eu-central-1:111122223333:log-group:/shop-staging/function/vitals:log-stream:*",
      },
      ...args.statements,
    ]);
    expect(trustOf(plan, "vitals-role")).toEqual([
      {
        Sid: "Lambda",
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("in the network stands behind a group of its own, which leaves over TLS alone, and wears those it is given", async () => {
    const plan = await declare(() => lambda({ network }));
    const ruleType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    expect(plan.only(functionType).vpcConfig).toEqual({
      subnetIds: ["subnet-a", "subnet-b"],
      securityGroupIds: [unknown, "sg-database-client"],
    });
    expect(plan.get(functionType, "vitals-function").uses("vpcConfig")).toEqual(["vitals-group"]);
    expect(plan.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual([]);
    expect(plan.only(ruleType)).toMatchObject({ cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 });
  });

  it("in the network may have an interface, and its own code may not make or take one", async () => {
    const plan = await declare(() => lambda({ network }));
    const interfaces = [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ];
    expect(policyOf(plan, "vitals-policy").slice(1, 3)).toEqual([
      { Sid: "StandInTheNetwork", Effect: "Allow", Action: interfaces, Resource: "*" },
      {
        Sid: "NotByItsCode",
        Effect: "Deny",
        Action: [...interfaces, "ec2:DetachNetworkInterface"],
        Resource: "*",
        Condition: { ArnEquals: { "lambda:SourceFunctionArn": arn } },
      },
    ]);
  });

  it("reaches a store that is named, and says by which group", async () => {
    let groupId: unknown;
    const plan = await declare(() => {
      groupId = lambda({ network }).reach("cache", "sg-cache", 6379);
    });
    const rule = plan.get(
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "vitals-reaches-cache",
    ).inputs;
    expect(rule).toMatchObject({ referencedSecurityGroupId: "sg-cache", fromPort: 6379, toPort: 6379 });
    expect(pulumi.Output.isInstance(groupId)).toBe(true);
  });

  it("outside of the network reaches no store", async () => {
    await declare(() => {
      const made = lambda();
      expect(() => made.reach("cache", "sg-cache", 6379)).toThrow(
        "the function shop-staging-vitals stands outside of the network",
      );
    });
  });

  it("lets in the one that it allows, for this account", async () => {
    const sourceArn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-staging/*";
    const plan = await declare(() =>
      lambda().allow("secrets-manager", "secretsmanager.amazonaws.com", sourceArn),
    );
    expect(plan.only("aws:lambda/permission:Permission")).toEqual({
      statementId: "secrets-manager",
      action: "lambda:InvokeFunction",
      function: unknown,
      principal: "secretsmanager.amazonaws.com",
      sourceArn,
      sourceAccount: "111122223333",
    });
  });

  it("is under the stack's boundary, where there is one", async () => {
    const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
    const plan = await declare(() => lambda({ place: { ...place, permissionsBoundary } }));
    expect(plan.only(roleType)).toMatchObject({ permissionsBoundary });
  });
});

describe("a schedule", () => {
  const scheduled = () =>
    declare(() => {
      const made = lambda();
      schedule("vitals", place, { lambda: made, expression: "rate(1 minute)", description: "Often" }, made);
    });

  it("invokes the function when it is due, and neither late nor twice when it failed", async () => {
    const plan = await scheduled();
    expect(plan.only("aws:scheduler/schedule:Schedule")).toEqual({
      name: "shop-staging-vitals",
      description: "Often",
      scheduleExpression: "rate(1 minute)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: unknown,
        input: JSON.stringify({ time: "<aws.scheduler.scheduled-time>" }),
        roleArn: unknown,
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60 },
      },
    });
    expect(plan.get("aws:scheduler/schedule:Schedule", "vitals-schedule").uses("target")).toEqual([
      "vitals-function",
      "vitals-schedule-role",
    ]);
    expect(plan.only("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")).toMatchObject({
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 60,
    });
  });

  it("may invoke that function alone", async () => {
    const plan = await scheduled();
    expect(policyOf(plan, "vitals-schedule-policy")).toEqual([
      { Sid: "Invoke", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn },
    ]);
    expect(trustOf(plan, "vitals-schedule-role")).toMatchObject([
      {
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: {
            "aws:SourceArn": "arn:aws:scheduler:eu-central-1:111122223333:schedule-group/default",
          },
        },
      },
    ]);
  });
});

describe("a procedure", () => {
  const machineArn = "arn:aws:states:eu-central-1:111122223333:stateMachine:shop-staging-restart";

  it("begins with each event that matches, and may start itself only", async () => {
    const plan = await declare(procedure);
    expect(plan.only("aws:cloudwatch/eventRule:EventRule")).toEqual({
      name: "shop-staging-restart",
      description: "A secret was rotated",
      eventPattern: '{"source":["golive.rotation"]}',
      state: "ENABLED",
    });
    expect(plan.get("aws:cloudwatch/eventTarget:EventTarget", "restart-target").uses("arn")).toEqual([
      "restart-machine",
    ]);
    expect(policyOf(plan, "restart-start-policy")).toEqual([
      { Sid: "Start", Effect: "Allow", Action: "states:StartExecution", Resource: machineArn },
    ]);
    expect(trustOf(plan, "restart-start-role")).toMatchObject([
      {
        Principal: { Service: "events.amazonaws.com" },
        Condition: {
          ArnLike: {
            "aws:SourceArn": "arn:aws:events:eu-central-1:111122223333:rule/shop-staging-restart",
          },
        },
      },
    ]);
  });

  it("logs its failures without what its steps said", async () => {
    const plan = await declare(procedure);
    expect(plan.get("aws:cloudwatch/logGroup:LogGroup", "restart-log").inputs).toEqual({
      name: "/aws/vendedlogs/states/shop-staging-restart",
      retentionInDays: 30,
      kmsKeyId: "arn:logs-key",
    });
    const { loggingConfiguration } = plan.only("aws:sfn/stateMachine:StateMachine");
    expect(loggingConfiguration).toMatchObject({ level: "ERROR", includeExecutionData: false });
  });

  it("may invoke its step and deliver its log, nothing else", async () => {
    const plan = await declare(procedure);
    const [step, log, ...others] = policyOf(plan, "restart-procedure-policy");
    expect(step).toEqual({ Sid: "Step", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn });
    expect(log).toMatchObject({ Sid: "DeliverLog", Resource: "*" });
    expect(String(log?.Action).split(",")).toEqual([
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies",
      "logs:GetLogDelivery",
      "logs:ListLogDeliveries",
      "logs:PutResourcePolicy",
      "logs:UpdateLogDelivery",
    ]);
    expect(others).toEqual([]);
  });

  it("is fully known at the first preview, and made after its step", async () => {
    const plan = await declare(procedure);
    const machine = plan.get("aws:sfn/stateMachine:StateMachine", "restart-machine");
    expect(JSON.parse(String(machine.inputs.definition))).toMatchObject({
      Comment: "Restarts who reads a secret",
      TimeoutSeconds: 3600,
    });
    expect(machine.after).toEqual(
      expect.arrayContaining(["vitals-function", "restart-procedure-policy", "restart-log"]),
    );
  });
});

describe("alarms on functions and procedures", () => {
  it("page on each run that fails or cannot begin", () => {
    const one = {
      namespace: "AWS/Lambda",
      dimensions: { FunctionName: "shop-staging-vitals" },
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
    };
    expect(functionWatches("shop-staging-vitals")).toMatchObject([
      { kind: "errors", metricName: "Errors", ...one },
      { kind: "throttles", metricName: "Throttles", ...one },
    ]);
  });

  it("page on each execution without a good end, and on each that was not begun", () => {
    const [failed, notBegun, ...others] = procedureWatches({
      stateMachineArn: "arn:machine",
      ruleName: "rule",
    });
    expect(failed).toMatchObject({
      kind: "failed",
      metricQueries: [
        { metric: { metricName: "ExecutionsFailed", dimensions: { StateMachineArn: "arn:machine" } } },
        { metric: { metricName: "ExecutionsTimedOut", dimensions: { StateMachineArn: "arn:machine" } } },
        { metric: { metricName: "ExecutionsAborted", dimensions: { StateMachineArn: "arn:machine" } } },
        { expression: "FILL(failed, 0) + FILL(late, 0) + FILL(stopped, 0)", returnData: true },
      ],
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
    });
    expect(notBegun).toMatchObject({
      kind: "not-begun",
      metricName: "FailedInvocations",
      dimensions: { RuleName: "rule" },
    });
    expect(others).toEqual([]);
  });
});
