import { ec2Grants } from "./ec2-grants.ts";
import { grant, passes, type Scope, type Table } from "./scope.ts";

/** The network. */
export function ec2(scope: Scope): Table {
  const { own, made, sees } = ec2Grants(scope);
  return {
    "aws:ec2/vpc:Vpc": {
      read: sees(
        "DescribeNetworkAcls",
        "DescribeRouteTables",
        "DescribeSecurityGroups",
        "DescribeVpcAttribute",
        "DescribeVpcs",
      ),
      write: [...made("CreateVpc", "vpc"), own(["DeleteVpc", "ModifyVpcAttribute"], "vpc")],
    },
    "aws:ec2/subnet:Subnet": {
      read: sees("DescribeNetworkInterfaces", "DescribeSubnets"),
      write: [
        ...made("CreateSubnet", "subnet", "vpc"),
        own(["DeleteSubnet", "ModifySubnetAttribute"], "subnet"),
      ],
    },
    "aws:ec2/internetGateway:InternetGateway": {
      read: sees("DescribeInternetGateways"),
      write: [
        ...made("CreateInternetGateway", "internet-gateway"),
        own(["AttachInternetGateway", "DetachInternetGateway"], "internet-gateway", "vpc"),
        own(["DeleteInternetGateway"], "internet-gateway"),
      ],
    },
    "aws:ec2/natGateway:NatGateway": {
      read: sees("DescribeNatGateways"),
      write: [
        ...made("CreateNatGateway", "natgateway", "elastic-ip", "subnet"),
        own(["DeleteNatGateway"], "natgateway"),
      ],
    },
    "aws:ec2/eip:Eip": {
      read: sees("DescribeAddresses", "DescribeAddressesAttribute"),
      write: [
        ...made("AllocateAddress", "elastic-ip"),
        own(["DisassociateAddress", "ReleaseAddress"], "elastic-ip"),
      ],
    },
    "aws:ec2/routeTable:RouteTable": {
      read: sees("DescribeRouteTables"),
      write: [...made("CreateRouteTable", "route-table", "vpc"), own(["DeleteRouteTable"], "route-table")],
    },
    "aws:ec2/route:Route": {
      read: sees("DescribeRouteTables"),
      write: [own(["CreateRoute", "DeleteRoute", "ReplaceRoute"], "route-table")],
    },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {
      read: sees("DescribeRouteTables"),
      write: [
        own(
          ["AssociateRouteTable", "DisassociateRouteTable", "ReplaceRouteTableAssociation"],
          "route-table",
          "subnet",
        ),
      ],
    },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {
      read: sees("DescribeNetworkInterfaces", "DescribePrefixLists", "DescribeVpcEndpoints"),
      write: [
        ...made("CreateVpcEndpoint", "vpc-endpoint", "vpc", "subnet", "security-group", "route-table"),
        own(["ModifyVpcEndpoint"], "vpc-endpoint", "subnet", "security-group", "route-table"),
        own(["DeleteVpcEndpoints"], "vpc-endpoint"),
        // Its private name is a zone of AWS's that the network is joined to ("Private DNS", PrivateLink guide).
        grant(
          "route53",
          ["AssociateVPCWithHostedZone"],
          [`arn:${scope.place.partition}:route53:::hostedzone/*`],
        ),
      ],
    },
    "aws:ec2/managedPrefixList:ManagedPrefixList": {
      read: [...sees("DescribeManagedPrefixLists"), own(["GetManagedPrefixListEntries"], "prefix-list")],
      write: [
        ...made("CreateManagedPrefixList", "prefix-list"),
        own(["DeleteManagedPrefixList", "ModifyManagedPrefixList"], "prefix-list"),
      ],
    },
    "aws:ec2/flowLog:FlowLog": {
      read: sees("DescribeFlowLogs"),
      write: [
        ...made("CreateFlowLogs", "vpc-flow-log", "vpc"),
        own(["DeleteFlowLogs"], "vpc-flow-log"),
        passes(scope, "vpc-flow-logs.amazonaws.com"),
      ],
    },
  };
}
