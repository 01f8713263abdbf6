import * as aws from "@pulumi/aws";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockOf, type Tier } from "../../components/network/addresses.ts";
import { Network } from "../../components/network/network.ts";
import type { Place } from "../../components/place.ts";
import type { Config } from "../../config/schema.ts";
import { declare } from "./declare.ts";

const place: Place = {
  prefix: "shop-staging",
  account: "111122223333",
  region: "eu-central-1",
  partition: "aws",
};
const settings: Config["network"] = {
  cidr: "10.20.0.0/16",
  zones: ["eu-central-1a", "eu-central-1b"],
  natPerZone: false,
  interfaceEndpoints: [],
};
const network = (changed: Partial<typeof settings> = {}) =>
  new Network("network", {
    place,
    settings: { ...settings, ...changed },
    logs: { days: 30, keyArn: "arn:key" },
  });

const subnetType = "aws:ec2/subnet:Subnet";
const routeType = "aws:ec2/route:Route";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("addresses", () => {
  const tier = fc.constantFrom<Tier>("public", "tasks", "data");
  const zone = fc.constantFrom(..."abcdefghijklmn").map((letter) => `eu-central-1${letter}`);
  const range = (block: string) => {
    const [address = "", bits] = block.split("/");
    const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    return { first, last: first + 2 ** (32 - Number(bits)) - 1 };
  };

  it("never overlap, and never leave the network", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        tier,
        zone,
        tier,
        zone,
        (second, tierA, zoneA, tierB, zoneB) => {
          const cidr = `10.${second}.0.0/16`;
          const [whole, a, b] = [cidr, blockOf(cidr, tierA, zoneA), blockOf(cidr, tierB, zoneB)].map(range);
          if (!whole || !a || !b) throw new Error("three ranges were asked for");
          expect(a.first >= whole.first && a.last <= whole.last).toBe(true);
          if (tierA !== tierB || zoneA !== zoneB) expect(a.last < b.first || b.last < a.first).toBe(true);
        },
      ),
    );
  });

  it("are refused to a zone that has no room", () => {
    expect(() => blockOf("10.20.0.0/16", "tasks", "eu-central-1o")).toThrow(RangeError);
  });
});

describe("the network", () => {
  it("has three tiers in each zone, and gives nothing a public address by itself", async () => {
    const plan = await declare(() => network());

    const subnets = plan
      .all(subnetType)
      .map(({ availabilityZone, cidrBlock }) => `${availabilityZone} ${cidrBlock}`);
    expect(subnets.sort()).toEqual([
      "eu-central-1a 10.20.0.0/24",
      "eu-central-1a 10.20.16.0/20",
      "eu-central-1a 10.20.240.0/24",
      "eu-central-1b 10.20.1.0/24",
      "eu-central-1b 10.20.241.0/24",
      "eu-central-1b 10.20.32.0/20",
    ]);
    expect(plan.all(subnetType).map(({ mapPublicIpOnLaunch }) => mapPublicIpOnLaunch)).toEqual(
      Array(6).fill(false),
    );
  });

  it("keeps each zone's addresses and names when another zone comes, goes or changes place", async () => {
    const of = async (zones: string[]) => {
      const { declared } = await declare(() => network({ zones }));
      return declared
        .filter(({ type }) => type === subnetType)
        .map(({ name, inputs }) => [name, inputs.cidrBlock] as const);
    };
    const three = await of(["eu-central-1c", "eu-central-1a", "eu-central-1b"]);

    expect(three).toEqual(expect.arrayContaining(await of(["eu-central-1a", "eu-central-1b"])));
  });

  it("lets the public tier out through the internet gateway, tasks through NAT, and data not at all", async () => {
    const plan = await declare(() => network({ natPerZone: true }));

    const routes = plan.declared.filter(({ type }) => type === routeType);
    expect(
      routes.map((route) => [
        ...route.uses("routeTableId"),
        ...route.uses("gatewayId"),
        ...route.uses("natGatewayId"),
      ]),
    ).toEqual([
      ["network-public-routes", "network-internet"],
      ["network-tasks-a-routes", "network-nat-a"],
      ["network-tasks-b-routes", "network-nat-b"],
    ]);
    const tables = plan.declared.filter(
      ({ type }) => type === "aws:ec2/routeTableAssociation:RouteTableAssociation",
    );
    expect(
      tables.map((table) => `${table.uses("subnetId")} by ${table.uses("routeTableId")}`).sort(),
    ).toEqual([
      "network-data-a by network-data-routes",
      "network-data-b by network-data-routes",
      "network-public-a by network-public-routes",
      "network-public-b by network-public-routes",
      "network-tasks-a by network-tasks-a-routes",
      "network-tasks-b by network-tasks-b-routes",
    ]);
  });

  it("shares one NAT gateway among the zones unless told otherwise", async () => {
    const plan = await declare(() => network({ natPerZone: false }));

    expect(plan.names().filter((name) => name.includes("NatGateway"))).toEqual([
      "aws:ec2/natGateway:NatGateway  network-nat-a",
    ]);
    expect(plan.get(routeType, "network-tasks-b-way-out").uses("natGatewayId")).toEqual(["network-nat-a"]);
  });

  it("hands out a task's subnet together with its way out, and the balancer's with its gateway", async () => {
    const plan = await declare(() => {
      const { taskSubnetIds, publicSubnetIds } = network();
      new aws.rds.SubnetGroup("of-tasks", { subnetIds: taskSubnetIds });
      new aws.rds.SubnetGroup("of-balancer", { subnetIds: publicSubnetIds });
    });

    const group = "aws:rds/subnetGroup:SubnetGroup";
    expect(plan.get(group, "of-tasks").uses("subnetIds")).toEqual([
      "network-tasks-a",
      "network-tasks-a-way-out",
      "network-tasks-b",
      "network-tasks-b-way-out",
    ]);
    expect(plan.get(group, "of-balancer").uses("subnetIds")).toContain("network-public-way-out");
    expect(plan.get(subnetType, "network-public-a").after).toContain("network-internet");
  });

  it("is one block whose names resolve inside, or no endpoint would be found", async () => {
    const plan = await declare(() => network());

    expect(plan.only("aws:ec2/vpc:Vpc")).toMatchObject({
      cidrBlock: "10.20.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
    });
  });

  it("empties the default security group", async () => {
    const plan = await declare(() => network());

    expect(plan.only("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).toMatchObject({
      ingress: [],
      egress: [],
    });
  });

  it("writes down all traffic, with a role that can do nothing else", async () => {
    const plan = await declare(() => network());

    expect(plan.only("aws:ec2/flowLog:FlowLog")).toMatchObject({ trafficType: "ALL" });
    const log = plan.get("aws:ec2/flowLog:FlowLog", "network-flow-log");
    expect(log.uses("logDestination")).toEqual(["network-flow-log-logs"]);
    expect(log.uses("iamRoleArn")).toEqual(["network-flow-log-role"]);
    expect(log.after).toContain("network-flow-log-policy");
    expect(plan.only("aws:cloudwatch/logGroup:LogGroup")).toEqual({
      name: "/shop-staging/flow-log",
      retentionInDays: 30,
      kmsKeyId: "arn:key",
    });
    const policy = JSON.parse(String(plan.only("aws:iam/rolePolicy:RolePolicy").policy));
    expect(
      policy.Statement.map(({ Action, Resource }: Record<string, unknown>) => [Action, Resource]),
    ).toEqual([
      [
        ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        [
          "arn:aws:logs:eu-central-1:111122223333:log-group:/shop-staging/flow-log",
          "arn:aws:logs:eu-central-1:111122223333:log-group:/shop-staging/flow-log:*",
        ],
      ],
      ["logs:DescribeLogGroups", "arn:aws:logs:eu-central-1:111122223333:log-group:*"],
    ]);
    const trust = JSON.parse(String(plan.only("aws:iam/role:Role").assumeRolePolicy));
    expect(trust.Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/*" },
        },
      }),
    ]);
  });

  it("reaches S3 without leaving, its own buckets and AWS's image layers alone", async () => {
    const plan = await declare(() => network());

    const s3 = plan.only(endpointType);
    expect(s3).toMatchObject({ vpcEndpointType: "Gateway", serviceName: "com.amazonaws.eu-central-1.s3" });
    expect(JSON.parse(String(s3.policy)).Statement).toEqual([
      expect.objectContaining({ Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } } }),
      expect.objectContaining({
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*",
      }),
    ]);
    expect(plan.get(endpointType, "network-endpoint-s3").uses("routeTableIds")).toEqual([
      "network-tasks-a-routes",
      "network-tasks-b-routes",
    ]);
  });

  it("opens interface endpoints to HTTPS from inside alone, and only those asked for", async () => {
    const plan = await declare(() => network({ interfaceEndpoints: ["ecr.api", "kms"] }));

    expect(plan.all(endpointType).map(({ serviceName }) => serviceName)).toEqual(
      expect.arrayContaining([
        "com.amazonaws.eu-central-1.ecr.api",
        "com.amazonaws.eu-central-1.kms",
        "com.amazonaws.eu-central-1.s3",
      ]),
    );
    expect(plan.all(endpointType)).toHaveLength(3);
    expect(plan.get(endpointType, "network-endpoint-kms").inputs).toMatchObject({
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
    });
    expect(plan.get(endpointType, "network-endpoint-kms").uses("securityGroupIds")).toEqual([
      "network-endpoint-group",
    ]);
    expect(plan.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual([
      expect.objectContaining({ cidrIpv4: "10.20.0.0/16", ipProtocol: "tcp", fromPort: 443, toPort: 443 }),
    ]);
    expect(plan.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([]);
  });
});
