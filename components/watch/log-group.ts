import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface LogSettings {
  readonly days: number;
  readonly keyArn: pulumi.Input<string>;
}

/** A log group that forgets in time and is encrypted. Made before its writer, which would make one that does neither. */
export const logGroup = (
  name: string,
  logGroupName: pulumi.Input<string>,
  settings: LogSettings,
  parent: pulumi.Resource,
): aws.cloudwatch.LogGroup =>
  new aws.cloudwatch.LogGroup(
    name,
    { name: logGroupName, retentionInDays: settings.days, kmsKeyId: settings.keyArn },
    { parent },
  );
