import { describe, expect, it } from "vitest";
import { inRows } from "../../readiness/picture/boxes.ts";
import { dotOf } from "../../readiness/picture/dot.ts";
import { drawn, pictureOf } from "../../readiness/picture/draw.ts";
import { shape } from "./shapes.ts";

const group = (name: string) => shape("aws:ec2/securityGroup:SecurityGroup", name, {});
const admits = (from: string, to: string) =>
  shape(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    `${to}-from-${from}`,
    {},
    {
      securityGroupId: [to],
      referencedSecurityGroupId: [from],
    },
  );
const subnet = (name: string, availabilityZone: string) =>
  shape("aws:ec2/subnet:Subnet", name, { availabilityZone });
const plan = [
  shape("aws:ec2/vpc:Vpc", "network-vpc", { cidrBlock: "10.1.0.0/16" }),
  ...["a", "b"].flatMap((zone) =>
    ["public", "tasks", "data"].map((tier) => subnet(`network-${tier}-${zone}`, zone)),
  ),
  shape("aws:wafv2/webAcl:WebAcl", "firewall-rules", { scope: "REGIONAL", ruleJson: "[{},{}]" }),
  shape(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "firewall-front",
    {},
    { webAclArn: ["firewall-rules"] },
  ),
  shape(
    "aws:lb/loadBalancer:LoadBalancer",
    "balancer",
    {},
    { subnets: ["network-public-a"], securityGroups: ["balancer-group"] },
  ),
  ...["balancer-group", "api-group", "database-group"].map(group),
  shape(
    "aws:ecs/service:Service",
    "api-service",
    { name: "api", desiredCount: 2 },
    {
      networkConfiguration: ["api-group", "network-tasks-a"],
      taskDefinition: ["api-definition"],
    },
  ),
  shape(
    "aws:ecs/taskDefinition:TaskDefinition",
    "api-definition",
    { cpu: "512", memory: "1024" },
    { taskRoleArn: ["api-role"] },
  ),
  shape(
    "aws:ecs/taskDefinition:TaskDefinition",
    "task-verify-definition",
    {},
    { containerDefinitions: ["database"] },
  ),
  shape(
    "aws:iam/rolePolicy:RolePolicy",
    "files",
    { policy: '{"Resource":"arn:aws:s3:::shop-files/*"}' },
    { role: ["api-role"] },
  ),
  shape("aws:s3/bucket:Bucket", "bucket-files", { bucket: "shop-files" }),
  shape("aws:rds/subnetGroup:SubnetGroup", "database-subnets", {}, { subnetIds: ["network-data-a"] }),
  shape(
    "aws:rds/instance:Instance",
    "database",
    { engineVersion: "17", instanceClass: "db.m7g.large", multiAz: true },
    {
      dbSubnetGroupName: ["database-subnets"],
      vpcSecurityGroupIds: ["database-group"],
    },
  ),
  admits("balancer-group", "api-group"),
  admits("api-group", "database-group"),
];
const picture = pictureOf("shop · production", plan);
const edges = (of = picture) =>
  of.links.map(({ from, to, quiet }) => `${from} ${quiet ? "-->" : "->"} ${to}`).sort();

describe("the picture of the platform", () => {
  it("puts each part where its subnets say", () => {
    expect(Object.fromEntries(picture.parts.map(({ title, frame }) => [title, frame]))).toEqual({
      "the world": undefined,
      firewall: undefined,
      "load balancer": "network-public",
      api: "network-tasks",
      "one-off tasks": "network-tasks",
      "PostgreSQL 17": "network-data",
      "files bucket": "beside",
    });
    expect(picture.frames.map(({ title }) => title)).toEqual([
      "network 10.1.0.0/16 · 2 zones",
      "data subnets, no way out",
      "public subnets",
      "private subnets",
      "beside the network",
    ]);
  });

  it("draws a way where the plan admits one: by firewall, security group, policy or a task's address", () => {
    expect(edges()).toEqual([
      "api-service -> bucket-files",
      "api-service -> database",
      "balancer -> api-service",
      "firewall-rules -> balancer",
      "tasks --> database",
      "visitors -> firewall-rules",
    ]);
  });

  it("draws none that the plan does not admit", () => {
    const without = plan.filter(({ name }) => !/^database-group-from|^files$|^firewall-front$/.test(name));

    expect(edges(pictureOf("shop", without))).toEqual([
      "balancer -> api-service",
      "tasks --> database",
      "visitors -> balancer",
    ]);
  });

  it("is the same for the same plan, and needs nothing from elsewhere", async () => {
    const [one, other] = await Promise.all([
      drawn(picture),
      drawn(pictureOf("shop · production", structuredClone(plan))),
    ]);

    expect(one).toBe(other);
    expect(one).toMatch(/^<svg role="img"/);
    expect(one.match(/<title>.*<\/title>/g)).toEqual(["<title>shop · production</title>"]);
    expect(one.replaceAll(/xmlns(?::xlink)?="[^"]*"/g, "")).not.toMatch(/https?:|href|<script|<image/);
  });

  it("shows names as text, whatever is in them", async () => {
    const odd = shape("aws:ecs/service:Service", "odd", { name: `</text><script>"\\` });
    const svg = await drawn(pictureOf("<b>", [odd]));

    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;");
    expect(dotOf(pictureOf("a", [odd]))).toContain(String.raw`\"\\`);
  });

  it("of nothing is empty, and no mistake", async () => {
    expect(pictureOf("nothing", [])).toEqual({ title: "nothing", frames: [], parts: [], links: [] });
    expect(await drawn(pictureOf("nothing", []))).toContain("<svg");
  });

  it("breaks long lists of names into rows", () => {
    expect(inRows(["restart", "queues", "vitals"], 16)).toEqual(["queues, restart", "vitals"]);
  });
});
