import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../../../config/shape/data.ts";
import { trust } from "../../document.ts";
import { arnOf, type Place } from "../../place.ts";
import { role } from "../../role.ts";

/**
 * The role with which RDS reports processes and memory ("Enhanced Monitoring"), and its one policy. Members and read
 * replicas have the database's name and a suffix, so it may be taken for those too.
 */
export function databaseMonitoring(name: string, place: Place, identifier: string, parent: pulumi.Resource) {
  const reports = role(
    `${name}-role`,
    place,
    {
      name: `${identifier}-monitoring`,
      description: "RDS reports the processes and the memory of the database's hosts",
      trust: trust(place, "monitoring.rds.amazonaws.com", arnOf(place, "rds", `db:${identifier}*`)),
    },
    parent,
  );
  const policy = new aws.iam.RolePolicyAttachment(
    `${name}-policy`,
    {
      role: reports.name,
      policyArn: `arn:${place.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    },
    { parent },
  );
  return { role: reports, policy };
}

/** What RDS keeps of statements and their cost ("Performance Insights"), under the data's key: the statements are in it. */
export const statementRecord = (settings: DatabaseSettings, keyArn: pulumi.Input<string>) => ({
  performanceInsightsEnabled: true,
  performanceInsightsKmsKeyId: keyArn,
  // "Database Insights": the advanced mode demands 465 days; 7 is what the standard mode has for free.
  performanceInsightsRetentionPeriod: settings.insights === "advanced" ? 465 : 7,
});
