import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { Place } from "../place.ts";
import { testPlanName } from "./events.ts";
import { testSchedule } from "./schedule.ts";

/** A database that is backed up, and where a copy of it may stand while it is looked at. */
export interface ProtectedDatabase {
  /** Known before it exists. */
  readonly arn: string;
  readonly engine: Config["database"]["engine"];
  readonly subnetGroupName: pulumi.Input<string>;
  /** The server's own security group: who reaches the server reaches the copy, and nobody else. */
  readonly groupId: pulumi.Input<string>;
}

export interface RestoreTestsArgs {
  readonly place: Place;
  readonly every: Config["backups"]["restoreTest"]["every"];
  /** How long a copy stands for whoever looks at it, before AWS Backup removes it. */
  readonly validationWindowHours: number;
  readonly vault: aws.backup.Vault;
  readonly roleArn: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  readonly database: ProtectedDatabase;
  readonly bucketArns: readonly string[];
}

/** Restores the newest backup of every store on schedule. Keys of overrides: "Restore testing inferred metadata", AWS Backup guide. */
export function restoreTests(name: string, args: RestoreTestsArgs, opts: pulumi.CustomResourceOptions): void {
  const plan = new aws.backup.RestoreTestingPlan(
    `${name}-test`,
    {
      name: testPlanName(args.place),
      scheduleExpression: testSchedule[args.every],
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [args.vault.arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: args.every === "day" ? 2 : 7,
      },
    },
    opts,
  );
  const selection = (
    kind: string,
    more: Pick<
      aws.backup.RestoreTestingSelectionArgs,
      "protectedResourceType" | "protectedResourceArns" | "restoreMetadataOverrides"
    >,
  ) =>
    new aws.backup.RestoreTestingSelection(
      `${name}-test-${kind}`,
      {
        name: kind,
        restoreTestingPlanName: plan.name,
        iamRoleArn: args.roleArn,
        validationWindowHours: args.validationWindowHours,
        ...more,
      },
      opts,
    );
  const { database } = args;
  const inside = {
    dbSubnetGroupName: database.subnetGroupName,
    // A list, as JSON text.
    vpcSecurityGroupIds: pulumi.jsonStringify([database.groupId]),
  };
  selection("database", {
    protectedResourceArns: [database.arn],
    ...(database.engine === "postgres"
      ? {
          protectedResourceType: "RDS",
          restoreMetadataOverrides: { ...inside, multiAz: "false", publiclyAccessible: "false" },
        }
      : { protectedResourceType: "Aurora", restoreMetadataOverrides: inside }),
  });
  if (args.bucketArns.length > 0)
    selection("buckets", {
      protectedResourceType: "S3",
      protectedResourceArns: [...args.bucketArns],
      // By itself a copy would be under S3's own key.
      restoreMetadataOverrides: { encryptionType: "SSE-KMS", kmsKey: args.keyArn },
    });
}
