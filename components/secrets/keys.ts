import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document, type Statement } from "../document.ts";
import { durable } from "../durable.ts";
import { arnOf, type Place } from "../place.ts";
import { type KeyClass, keyAlias } from "./key-class.ts";
import { owner } from "./key-policy.ts";

export interface KeysArgs {
  readonly place: Place;
}

/** One encryption key per class of data, found by its alias, turned over every year. */
export class Keys extends pulumi.ComponentResource {
  readonly data: pulumi.Output<string>;
  readonly secrets: pulumi.Output<string>;
  readonly logs: pulumi.Output<string>;
  readonly alerts: pulumi.Output<string>;

  constructor(name: string, { place }: KeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:keys:Keys", name, {}, opts);

    const key = (
      keyClass: KeyClass,
      holds: string,
      ...services: readonly Statement[]
    ): pulumi.Output<string> => {
      const made = new aws.kms.Key(
        `${name}-${keyClass}`,
        {
          description: `${place.prefix}: ${holds}`,
          enableKeyRotation: true,
          deletionWindowInDays: 30,
          policy: document(owner(place), ...services),
        },
        durable(this),
      );
      // Roles are let in by alias, so a key without its alias locks its own users out.
      const alias = new aws.kms.Alias(
        `${name}-${keyClass}-alias`,
        { name: keyAlias(place, keyClass), targetKeyId: made.keyId },
        durable(this),
      );
      return pulumi.all([made.arn, alias.name]).apply(([arn]) => arn);
    };

    this.data = key("data", "the database, the cache and the buckets");
    this.secrets = key("secrets", "credentials in Secrets Manager");
    this.logs = key("logs", "log groups, and the firewall's log", logService(place), deliveryService(place));
    this.alerts = key(
      "alerts",
      "pages on their way to on-call",
      alarmService(place),
      eventService,
      databaseEventService,
      budgetService(place),
    );
    this.registerOutputs({ data: this.data, secrets: this.secrets, logs: this.logs, alerts: this.alerts });
  }
}

/** "Encrypt log data in CloudWatch Logs using AWS KMS": only for log groups of this account. */
const logService = (place: Place): Statement => ({
  Sid: "LogGroups",
  Effect: "Allow",
  Principal: { Service: `logs.${place.region}.amazonaws.com` },
  Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
  Resource: "*",
  Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arnOf(place, "logs", "log-group:*") } },
});

/** What delivers a firewall's log to its bucket ("Sending web ACL traffic logs to an Amazon S3 bucket", WAF guide). */
const deliveryService = (place: Place): Statement => ({
  Sid: "FirewallLog",
  Effect: "Allow",
  Principal: { Service: "delivery.logs.amazonaws.com" },
  Action: "kms:GenerateDataKey*",
  Resource: "*",
  Condition: { StringEquals: { "aws:SourceAccount": place.account } },
});

const alarmService = (place: Place): Statement => ({
  Sid: "Alarms",
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
  Condition: { StringEquals: { "aws:SourceAccount": place.account } },
});

/** Without a condition on purpose: with `aws:SourceAccount`, KMS drops every message that EventBridge sends to SNS. */
const eventService: Statement = {
  Sid: "Events",
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
};

/** Without a condition, as RDS documents it ("Subscribing to Amazon RDS event notification", RDS guide). */
const databaseEventService: Statement = {
  Sid: "DatabaseEvents",
  Effect: "Allow",
  Principal: { Service: "events.rds.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
};

/** "Creating an Amazon SNS topic for budget notifications", Cost Management guide. */
const budgetService = (place: Place): Statement => ({
  Sid: "Budgets",
  Effect: "Allow",
  Principal: { Service: "budgets.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
  Condition: {
    StringEquals: { "aws:SourceAccount": place.account },
    ArnLike: { "aws:SourceArn": arnOf(place, "budgets", "*", "global") },
  },
});
