import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";

/** The role with which RDS reports the instance's processes and memory ("Enhanced Monitoring"), and its one policy. */
export function databaseMonitoring(name: string, place: Place, identifier: string, parent: pulumi.Resource) {
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      name: `${identifier}-monitoring`,
      assumeRolePolicy: trust(place, "monitoring.rds.amazonaws.com", arnOf(place, "rds", `db:${identifier}`)),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicyAttachment(
    `${name}-policy`,
    {
      role: role.name,
      policyArn: `arn:${place.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    },
    { parent },
  );
  return { role, policy };
}
