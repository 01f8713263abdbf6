import { ec2, type Makers } from "./maker.ts";

export const network: Makers = {
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", ({ hex }) => ({
    defaultSecurityGroupId: `sg-${hex(17, "default")}`,
    defaultNetworkAclId: `acl-${hex(17, "default")}`,
    defaultRouteTableId: `rtb-${hex(17, "default")}`,
    mainRouteTableId: `rtb-${hex(17, "default")}`,
  })),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
  "aws:ec2/natGateway:NatGateway": ({ hex }) => ({
    id: `nat-${hex(17)}`,
    privateIp: `10.0.0.${Number.parseInt(hex(2), 16)}`,
  }),
  "aws:ec2/eip:Eip": (question) => {
    const allocationId = `eipalloc-${question.hex(17)}`;
    return {
      id: allocationId,
      allocationId,
      publicIp: `203.0.113.${Number.parseInt(question.hex(2), 16)}`,
      arn: question.arn("ec2", `elastic-ip/${allocationId}`),
    };
  },
  "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table"),
  "aws:ec2/route:Route": ({ hex, text }) => ({ id: `r-${text("routeTableId")}${hex(10)}` }),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ({ hex }) => ({ id: `rtbassoc-${hex(17)}` }),
  "aws:ec2/securityGroup:SecurityGroup": ec2("sg", "security-group"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group"),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ec2("acl", "network-acl"),
  "aws:ec2/flowLog:FlowLog": ec2("fl", "vpc-flow-log"),
  "aws:ec2/managedPrefixList:ManagedPrefixList": ec2("pl", "prefix-list"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint", ({ hex }) => ({
    prefixListId: `pl-${hex(8)}`,
  })),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("sgr", "security-group-rule", (_, id) => ({
    securityGroupRuleId: id,
  })),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("sgr", "security-group-rule", (_, id) => ({
    securityGroupRuleId: id,
  })),
};
