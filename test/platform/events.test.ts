import { describe, expect, it } from "vitest";
import { Keys } from "../../components/secrets/keys.ts";
import { backupWatches, restoreTestWatches } from "../../components/watch/alarms/backups.ts";
import { pageOn } from "../../components/watch/events.ts";
import { OnCall } from "../../components/watch/oncall.ts";
import type { Config } from "../../config/schema.ts";
import { declare, unknown } from "./declare.ts";

const place = { prefix: "shop-staging", account: "111122223333", region: "eu-central-1", partition: "aws" };
const settings: Config["oncall"] = {
  routes: [{ kind: "email", address: "oncall@shop.example", carries: ["page"] }],
  primary: "Ada",
  secondary: "Jon",
  escalation: "Kim",
  runbook: "https://docs.shop.example/runbook",
};
const pattern = {
  source: ["aws.backup"],
  "detail-type": ["Backup Job State Change"],
  detail: { state: ["FAILED"] },
};

describe("an event that pages", () => {
  const paging = () =>
    declare(() => {
      const oncall = new OnCall("oncall", { place, settings, keyArn: "arn:alerts-key" });
      pageOn(
        "backup-failed",
        place,
        {
          topicArn: oncall.topicArn,
          description: "A backup failed",
          pattern,
          shows: { job: "$.detail.backupJobId" },
          runbook: "https://docs.shop.example/runbook#backup-failed",
        },
        oncall,
      );
    });

  it("is told by a rule under the stack's own name, switched on, with a pattern that is known before deploy", async () => {
    const plan = await paging();
    expect(plan.only("aws:cloudwatch/eventRule:EventRule")).toEqual({
      name: "shop-staging-backup-failed",
      description: "A backup failed",
      eventPattern: JSON.stringify(pattern),
      state: "ENABLED",
    });
  });

  it("reaches on-call as lines that a person can read, with the chapter of the runbook", async () => {
    const plan = await paging();
    const target = plan.get("aws:cloudwatch/eventTarget:EventTarget", "backup-failed-page");
    expect(target.inputs).toEqual({
      rule: "shop-staging-backup-failed",
      targetId: "oncall",
      arn: unknown,
      inputTransformer: {
        inputPaths: { job: "$.detail.backupJobId", time: "$.time", account: "$.account" },
        inputTemplate: [
          '"A backup failed. https://docs.shop.example/runbook#backup-failed"',
          '"job: <job>"',
          '"at <time> in account <account>"',
        ].join("\n"),
      },
    });
    expect(target.uses("arn")).toEqual(["oncall-policy", "oncall-topic"]);
  });
});

describe("the on-call topic", () => {
  it("takes pages from alarms, rules and this account's databases, and never in the clear", async () => {
    const plan = await declare(() => new OnCall("oncall", { place, settings, keyArn: "arn:alerts-key" }));
    const { Statement } = JSON.parse(
      String(plan.get("aws:sns/topicPolicy:TopicPolicy", "oncall-policy").inputs.policy),
    );
    const topic = {
      Action: "sns:Publish",
      Resource: "arn:aws:sns:eu-central-1:111122223333:shop-staging-oncall",
    };
    const account = { "aws:SourceAccount": "111122223333" };
    expect(Statement).toEqual([
      {
        ...{ Sid: "Alarms", Effect: "Allow", ...topic },
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: account },
      },
      { Sid: "Events", Effect: "Allow", ...topic, Principal: { Service: "events.amazonaws.com" } },
      {
        ...{ Sid: "DatabaseEvents", Effect: "Allow", ...topic },
        Principal: { Service: "events.rds.amazonaws.com" },
        Condition: {
          StringEquals: account,
          ArnLike: { "aws:SourceArn": "arn:aws:rds:eu-central-1:111122223333:*" },
        },
      },
      {
        ...{ Sid: "NotInTheClear", Effect: "Deny", Principal: "*", ...topic },
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("is under a key that the same three and budgets may use, and the other keys are not theirs", async () => {
    const plan = await declare(() => new Keys("keys", { place }));
    const services = (name: string): unknown[] =>
      JSON.parse(String(plan.get("aws:kms/key:Key", name).inputs.policy)).Statement.flatMap(
        ({ Principal }: { Principal: { Service?: string } }) => Principal.Service ?? [],
      );
    expect(services("keys-alerts")).toEqual([
      "cloudwatch.amazonaws.com",
      "events.amazonaws.com",
      "events.rds.amazonaws.com",
      "budgets.amazonaws.com",
    ]);
    expect(services("keys-data")).toEqual([]);
    expect(services("keys-secrets")).toEqual([]);
    expect(services("keys-logs")).toEqual(["logs.eu-central-1.amazonaws.com", "delivery.logs.amazonaws.com"]);
  });
});

describe("a backup that never began", () => {
  it("pages by its absence: silence counts as missing (K13)", () => {
    expect(backupWatches("shop-staging")).toEqual([
      expect.objectContaining({
        namespace: "AWS/Backup",
        metricName: "NumberOfBackupJobsCompleted",
        dimensions: { BackupVaultName: "shop-staging" },
        statistic: "Sum",
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        period: 86_400,
        evaluationPeriods: 1,
        treatMissingData: "breaching",
      }),
    ]);
  });
});

describe("a restore test that never ran", () => {
  it.each([
    ["day", 2],
    ["week", 7],
  ] as const)(
    "pages when it should run every %s and nothing was looked at for %i days (K13, K21)",
    (every, days) => {
      expect(restoreTestWatches("shop-staging-restore-check", every)).toEqual([
        expect.objectContaining({
          metricName: "Invocations",
          dimensions: { FunctionName: "shop-staging-restore-check" },
          comparisonOperator: "LessThanThreshold",
          threshold: 1,
          period: 86_400,
          evaluationPeriods: days,
          treatMissingData: "breaching",
        }),
      ]);
    },
  );

  it("is not missed within a month: CloudWatch does not look back that far", () => {
    expect(restoreTestWatches("shop-staging-restore-check", "month")).toEqual([]);
  });
});
