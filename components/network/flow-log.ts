import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { document, trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { type LogSettings, logGroup } from "../watch/log-group.ts";

export interface FlowLogArgs {
  readonly place: Place;
  readonly vpcId: pulumi.Input<string>;
  readonly logs: LogSettings;
}

/** Writes down who talked to whom, accepted or not: without it an intrusion leaves no trace in the network. */
export function flowLog(name: string, { place, vpcId, logs }: FlowLogArgs, parent: pulumi.Resource): void {
  const groupName = `/${place.prefix}/flow-log`;
  const groupArn = arnOf(place, "logs", `log-group:${groupName}`);
  const group = logGroup(`${name}-logs`, groupName, logs, parent);

  const role = new aws.iam.Role(
    `${name}-role`,
    {
      name: `${place.prefix}-flow-log`,
      assumeRolePolicy: trust(place, "vpc-flow-logs.amazonaws.com", arnOf(place, "ec2", "vpc-flow-log/*")),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    {
      role: role.name,
      policy: document(
        {
          Sid: "Write",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: [groupArn, `${groupArn}:*`],
        },
        {
          Sid: "Find",
          Effect: "Allow",
          Action: "logs:DescribeLogGroups",
          Resource: arnOf(place, "logs", "log-group:*"),
        },
      ),
    },
    { parent },
  );

  new aws.ec2.FlowLog(
    name,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: `${place.prefix}-flow-log` },
    },
    { parent, dependsOn: [policy] },
  );
}
