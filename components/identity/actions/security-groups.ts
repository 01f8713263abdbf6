import { ec2Grants } from "./ec2-grants.ts";
import { type Grant, grant, type Scope, type Table, tagged } from "./scope.ts";

/** Who may reach whom. */
export function securityGroups(scope: Scope): Table {
  const { at, own, made, sees } = ec2Grants(scope);
  /** What gets its tags only after it was made: no tag of another's is written over, which would make it ours. */
  const claims = (kind: string): Grant =>
    grant("ec2", ["CreateTags"], at(kind), {
      StringEquals: tagged(scope, "aws:RequestTag"),
      Null: { "aws:ResourceTag/product": "true" },
    });
  /** A rule is as much ours as its group, which every request names too. */
  const groupRule = (way: "Ingress" | "Egress") => ({
    read: sees("DescribeSecurityGroupRules"),
    write: [
      own(
        [`AuthorizeSecurityGroup${way}`, `RevokeSecurityGroup${way}`, "ModifySecurityGroupRules"],
        "security-group",
      ),
      grant("ec2", [`AuthorizeSecurityGroup${way}`, "ModifySecurityGroupRules"], at("security-group-rule")),
      claims("security-group-rule"),
      own(["CreateTags", "DeleteTags"], "security-group-rule"),
    ],
  });
  /** A network's default group is born without tags, with rules to be taken from it. */
  const empties = grant(
    "ec2",
    ["RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
    at("security-group"),
    { Null: { "aws:ResourceTag/product": "true" } },
  );

  return {
    "aws:ec2/securityGroup:SecurityGroup": {
      read: sees("DescribeNetworkInterfaces", "DescribeSecurityGroups"),
      write: [
        ...made("CreateSecurityGroup", "security-group", "vpc"),
        own(
          ["DeleteSecurityGroup", "RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
          "security-group",
        ),
      ],
    },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
      read: sees("DescribeSecurityGroups"),
      write: [
        claims("security-group"),
        empties,
        own(
          ["CreateTags", "DeleteTags", "RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
          "security-group",
        ),
      ],
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule("Ingress"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("Egress"),
  };
}
