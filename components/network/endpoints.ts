import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import { document } from "../document.ts";
import type { Place } from "../place.ts";
import { admit, closedGroup } from "./closed-group.ts";

export interface EndpointsArgs {
  readonly place: Place;
  readonly settings: Config["network"];
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly routeTableIds: pulumi.Input<string>[];
}

/** Ways to AWS's own services that do not leave the network. S3's is free, so it is always there. */
export function endpoints(name: string, args: EndpointsArgs, parent: pulumi.Resource): void {
  const { place, settings, vpcId } = args;
  const own = { parent };
  const serviceName = (service: string) => `com.amazonaws.${place.region}.${service}`;

  new aws.ec2.VpcEndpoint(
    `${name}-s3`,
    {
      vpcId,
      vpcEndpointType: "Gateway",
      serviceName: serviceName("s3"),
      routeTableIds: args.routeTableIds,
      policy: ownBucketsOnly(place),
      tags: { Name: `${place.prefix}-s3` },
    },
    own,
  );
  if (settings.interfaceEndpoints.length === 0) return;

  const group = closedGroup(
    `${name}-group`,
    {
      vpcId,
      label: `${place.prefix}-endpoints`,
      description: "Interface endpoints: HTTPS from inside the network",
    },
    parent,
  );
  const inside = { cidrIpv4: settings.cidr };
  admit(`${name}-from-network`, group, inside, 443, "HTTPS from inside the network", parent);
  for (const service of settings.interfaceEndpoints)
    new aws.ec2.VpcEndpoint(
      `${name}-${service.replace(".", "-")}`,
      {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: serviceName(service),
        subnetIds: args.subnetIds,
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        tags: { Name: `${place.prefix}-${service}` },
      },
      own,
    );
}

/** Keeps a stolen task from copying data into a stranger's bucket; ECR's layers lie in AWS's own ("ECR interface VPC endpoints"). */
const ownBucketsOnly = (place: Place): string =>
  document(
    {
      Sid: "OwnBuckets",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceAccount": place.account } },
    },
    {
      Sid: "ImageLayers",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `arn:${place.partition}:s3:::prod-${place.region}-starport-layer-bucket/*`,
    },
  );
