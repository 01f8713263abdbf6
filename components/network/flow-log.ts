import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { document, trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
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

  const writer = role(
    `${name}-role`,
    place,
    {
      name: `${place.prefix}-flow-log`,
      description: "Writes the network's flow log",
      trust: trust(place, "vpc-flow-logs.amazonaws.com", arnOf(place, "ec2", "vpc-flow-log/*")),
    },
    parent,
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    {
      role: writer.name,
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
      iamRoleArn: writer.arn,
      tags: { Name: `${place.prefix}-flow-log` },
    },
    { parent, dependsOn: [policy] },
  );
}
