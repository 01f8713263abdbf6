import { describe, expect, it } from "vitest";
import { Balancer } from "../../components/edge/balancer.ts";
import { Certificate } from "../../components/edge/certificate.ts";
import { priorityOf } from "../../components/edge/priority.ts";
import type { ServedService } from "../../config/shape/services.ts";
import { configOf } from "../config/config-of.ts";
import { declare, unknown } from "./declare.ts";

const place = { prefix: "shop-staging", account: "111122223333", region: "eu-central-1", partition: "aws" };
const domain = { zone: "shop.example", zoneId: "Z0SHOPEXAMPLE1" };
const hosts = ["api.shop.example", "www.shop.example"];
const served = configOf("production").services.api as ServedService;

const balancer = (act: (made: Balancer) => void = () => {}) =>
  declare(() =>
    act(
      new Balancer("balancer", {
        place,
        vpcId: "vpc-1",
        subnetIds: ["subnet-1", "subnet-2"],
        certificateArn: "arn:certificate",
        domain,
        hosts,
        accessLogs: { bucket: "logs" },
        testersId: "pl-own",
      }),
    ),
  );

describe("the certificate", () => {
  it("covers every host and is proven through DNS before anyone uses it", async () => {
    const plan = await declare(() => new Certificate("certificate", { domain, hosts }));
    expect(plan.only("aws:acm/certificate:Certificate")).toMatchObject({
      domainName: "api.shop.example",
      subjectAlternativeNames: ["www.shop.example"],
      validationMethod: "DNS",
    });
    expect(plan.names().filter((line) => line.includes("Record"))).toEqual([
      "aws:route53/record:Record  certificate-proof-api.shop.example",
      "aws:route53/record:Record  certificate-proof-www.shop.example",
    ]);
    expect(plan.get("golive:edge:Certificate", "certificate").outputs).toEqual({ arn: unknown });
  });

  it("gives each host its own proof, in whatever order ACM lists them", async () => {
    const proof = (host: string) => ({
      domainName: host,
      resourceRecordName: `_x.${host}`,
      resourceRecordType: "CNAME",
      resourceRecordValue: `v.${host}`,
    });
    const answers = {
      "aws:acm/certificate:Certificate": { domainValidationOptions: hosts.toReversed().map(proof) },
    };
    const plan = await declare(() => new Certificate("certificate", { domain, hosts }), {
      pass: "resolved",
      answers,
    });
    for (const host of hosts)
      expect(plan.get("aws:route53/record:Record", `certificate-proof-${host}`).inputs).toMatchObject({
        name: `_x.${host}`,
        records: [`v.${host}`],
      });
  });
});

describe("the balancer", () => {
  it("answers the world on 80 and 443, the network's own addresses on 8443, and talks to nobody until told", async () => {
    const plan = await balancer();
    expect(
      plan
        .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .map(({ fromPort, cidrIpv4, prefixListId }) => [fromPort, cidrIpv4 ?? prefixListId]),
    ).toEqual([
      [443, "0.0.0.0/0"],
      [80, "0.0.0.0/0"],
      [8443, "pl-own"],
    ]);
    expect(plan.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([]);
  });

  it("takes TLS 1.2 and 1.3 with post-quantum exchange, and answers 404 by itself", async () => {
    const plan = await balancer();
    expect(plan.get("aws:lb/listener:Listener", "balancer-https").inputs).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:certificate",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }],
    });
  });

  it("does nothing with plain HTTP but redirect it", async () => {
    const plan = await balancer();
    expect(plan.get("aws:lb/listener:Listener", "balancer-http").inputs).toMatchObject({
      port: 80,
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    });
  });

  it("drops malformed headers, refuses ambiguous requests, writes down who asked, and is not deleted by one command", async () => {
    expect((await balancer()).only("aws:lb/loadBalancer:LoadBalancer")).toMatchObject({
      internal: false,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "strictest",
      enableDeletionProtection: true,
      accessLogs: { bucket: "logs", enabled: true },
    });
  });

  it("is known under every host", async () => {
    const records = (await balancer()).all("aws:route53/record:Record");
    expect(records.map(({ name, type }) => `${name} ${type}`).sort()).toEqual(
      hosts.map((host) => `${host} A`),
    );
  });

  it("forwards a service's host and paths to two groups, whose weights are ECS's from then on (P16)", async () => {
    const plan = await balancer((made) => made.route("api", served));
    for (const name of ["balancer-to-api", "balancer-test-to-api"]) {
      const rule = plan.get("aws:lb/listenerRule:ListenerRule", name);
      expect(rule.inputs).toMatchObject({
        conditions: [{ hostHeader: { values: [served.host] } }, { pathPattern: { values: served.routes } }],
        actions: [
          {
            type: "forward",
            forward: {
              targetGroups: [
                { arn: unknown, weight: 100 },
                { arn: unknown, weight: 0 },
              ],
            },
          },
        ],
      });
      expect(rule.uses("actions")).toEqual(["balancer-api-blue", "balancer-api-green"]);
      expect(rule.ignoreChanges).toEqual(["actions"]);
    }
    expect(plan.get("aws:lb/listenerRule:ListenerRule", "balancer-to-api").uses("listenerArn")).toEqual([
      "balancer-https",
    ]);
    expect(plan.get("aws:lb/listenerRule:ListenerRule", "balancer-test-to-api").uses("listenerArn")).toEqual([
      "balancer-test",
    ]);
  });

  it("asks both groups for the declared health path, and lets a leaving task finish its longest request", async () => {
    const plan = await balancer((made) => made.route("api", served));
    const groups = plan.all("aws:lb/targetGroup:TargetGroup");
    expect(groups).toHaveLength(2);
    for (const group of groups)
      expect(group).toMatchObject({
        targetType: "ip",
        deregistrationDelay: 30,
        healthCheck: { path: "/health", matcher: "200" },
      });
  });

  it("keeps both groups when the service listens elsewhere: what is replaced would stand in no rule", async () => {
    const groups = async (port: number) =>
      (await balancer((made) => made.route("api", { ...served, port }))).all(
        "aws:lb/targetGroup:TargetGroup",
      );
    expect(await groups(9000)).toEqual(await groups(8000));
  });

  it("leaves the end of the groups' names to AWS, which takes 32 characters in all", async () => {
    const id = "a-name-of-24-characters-";
    const plan = await balancer((made) => made.route(id, served));
    for (const colour of ["blue", "green"]) {
      const { inputs } = plan.get("aws:lb/targetGroup:TargetGroup", `balancer-${id}-${colour}`);
      expect(inputs).toMatchObject({ namePrefix: `${colour}-`, tags: { Name: `balancer-${id}-${colour}` } });
      expect(String(inputs.namePrefix).length).toBeLessThanOrEqual(6);
      expect(inputs).not.toHaveProperty("name");
    }
  });

  it("talks to a service it was told of, on that service's port alone", async () => {
    const plan = await balancer((made) => made.reach("api", "sg-api", 8000));
    expect(plan.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([
      expect.objectContaining({
        referencedSecurityGroupId: "sg-api",
        ipProtocol: "tcp",
        fromPort: 8000,
        toPort: 8000,
      }),
    ]);
  });
});

describe("a route's priority", () => {
  it("puts the more specific first, whichever is declared first", () => {
    const narrow = priorityOf("api", ["/api/*"], new Set());
    const wide = priorityOf("api", ["/*"], new Set());
    expect(narrow).toBeLessThan(wide);
  });

  it("follows from the service alone, unless its place is taken", () => {
    const taken = new Set<number>();
    const first = priorityOf("api", ["/x"], taken);
    expect(priorityOf("api", ["/x"], new Set())).toBe(first);
    expect(priorityOf("api", ["/x"], taken)).toBe(first + 1);
  });

  it("is one that a listener takes, for any length of path", () => {
    for (const path of ["*", "/", `/${"x".repeat(500)}`]) {
      const priority = priorityOf("api", [path], new Set());
      expect(priority).toBeGreaterThanOrEqual(1);
      expect(priority).toBeLessThanOrEqual(50000);
    }
  });
});
