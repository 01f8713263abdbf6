import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { closedGroup, reach } from "../network/closed-group.ts";

/** The security group of one function: nothing comes in, and out goes TLS alone until `reach` names a store. */
export function lambdaGroup(
  name: string,
  of: { readonly vpcId: pulumi.Input<string>; readonly label: string; readonly folder: string },
  parent: pulumi.Resource,
): aws.ec2.SecurityGroup {
  const { vpcId, label, folder } = of;
  const description = `What the function ${folder} may reach`;
  const group = closedGroup(`${name}-group`, { vpcId, label, description }, parent);
  reach(`${name}-reaches-https`, group, { cidrIpv4: "0.0.0.0/0" }, 443, "AWS, over TLS", parent);
  return group;
}
