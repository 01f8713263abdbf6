import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface ClosedGroupArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Its name in AWS, to which a suffix is added: a group that must be replaced stands beside its successor for a while. */
  readonly label: string;
  readonly description: string;
}

/** A security group that lets nothing in and nothing out. */
export const closedGroup = (
  name: string,
  { vpcId, label, description }: ClosedGroupArgs,
  parent: pulumi.Resource,
): aws.ec2.SecurityGroup =>
  new aws.ec2.SecurityGroup(
    name,
    { vpcId, namePrefix: `${label}-`, description, tags: { Name: label } },
    { parent },
  );

/** Another port is another rule: the one before stays until those who still listen behind it are gone. */
const byPort = { replaceOnChanges: ["fromPort", "toPort"] };

/** Lets one client into a group, on one port and nowhere else. */
export function admit(
  name: string,
  group: aws.ec2.SecurityGroup,
  from: Pick<aws.vpc.SecurityGroupIngressRuleArgs, "referencedSecurityGroupId" | "cidrIpv4" | "prefixListId">,
  port: number,
  description: string,
  parent: pulumi.Resource,
): void {
  new aws.vpc.SecurityGroupIngressRule(
    name,
    { securityGroupId: group.id, ...from, ipProtocol: "tcp", fromPort: port, toPort: port, description },
    { parent, ...byPort },
  );
}

/** Lets a group out to one server, on one port and nowhere else. */
export function reach(
  name: string,
  group: aws.ec2.SecurityGroup,
  to: Pick<aws.vpc.SecurityGroupEgressRuleArgs, "referencedSecurityGroupId" | "cidrIpv4">,
  port: number,
  description: string,
  parent: pulumi.Resource,
): void {
  new aws.vpc.SecurityGroupEgressRule(
    name,
    { securityGroupId: group.id, ...to, ipProtocol: "tcp", fromPort: port, toPort: port, description },
    { parent, ...byPort },
  );
}
