import { describe, expect, it } from "vitest";
import { classPrice, vcpusOf } from "../../readiness/cost/classes.ts";
import { costOf } from "../../readiness/cost/cost.ts";
import { prices, regions } from "../../readiness/cost/prices.ts";
import { rateOf } from "../../readiness/cost/rate.ts";
import type { ResourceShape } from "../../readiness/evaluation/order.ts";
import { budgetWords, cost, dollars, waiting } from "../../readiness/report/cost-text.ts";
import { painter } from "../../readiness/report/text.ts";
import { noCost } from "./evaluations.ts";
import { shape } from "./shapes.ts";

const retention = { applicationLogsDays: 365, platformLogsDays: 365, accessLogsDays: 365 } as const;
const known = { region: "us-east-1", expectedRps: 10, retention };
const costs = (shapes: readonly ResourceShape[], more: Partial<Parameters<typeof costOf>[1]> = {}) =>
  costOf(shapes, { ...known, ...more });
/** Each item and its band. */
const lines = (...args: Parameters<typeof costs>) =>
  Object.fromEntries(costs(...args).lines.map(({ item, low, high }) => [item, [low, high]]));

const task = (name: string, more: ResourceShape["values"] = {}) =>
  shape("aws:ecs/taskDefinition:TaskDefinition", name, { cpu: "512", memory: "1024", ...more });
const service = (more: ResourceShape["values"] = {}) =>
  shape(
    "aws:ecs/service:Service",
    "api-service",
    { name: "api", desiredCount: 2, ...more },
    { taskDefinition: ["api-definition"] },
  );
const scaling = shape("aws:appautoscaling/target:Target", "api-scaling", {
  minCapacity: 3,
  maxCapacity: 12,
  resourceId: "service/shop/api",
});
const database = (more: ResourceShape["values"] = {}) =>
  shape("aws:rds/instance:Instance", "database", {
    instanceClass: "db.m7g.large",
    allocatedStorage: 100,
    maxAllocatedStorage: 500,
    storageType: "gp3",
    multiAz: true,
    ...more,
  });

describe("the cost of a month", () => {
  it("of a service is its tasks by vCPU and GB, between the bounds of its scaling", () => {
    // 730 h × (0.5 × 0.04048 + 1 × 0.004445) = 18.02 for one task
    expect(lines([service(), task("api-definition")])).toEqual({ "tasks of api": [36.04, 36.04] });
    expect(lines([service(), task("api-definition"), scaling])).toEqual({ "tasks of api": [54.06, 216.24] });
    expect(
      lines([service(), task("api-definition", { runtimePlatform: { cpuArchitecture: "ARM64" } })]),
    ).toEqual({ "tasks of api": [28.84, 28.84] });
  });

  it("on Fargate Spot is a band, for its price changes by the hour", () => {
    const spot = { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] };

    expect(lines([service(spot), task("api-definition")])).toEqual({ "tasks of api": [10.81, 36.04] });
  });

  it("of a database is its class and its disk, twice with a standby, and its insights", () => {
    expect(lines([database()])).toEqual({
      "database db.m7g.large and its standby": [245.28, 245.28], // 2 × 730 × 0.168
      "the database's disk, twice": [23, 115], // 2 × 100…500 × 0.115
    });
    expect(lines([database({ multiAz: false, databaseInsightsMode: "advanced" })])).toEqual({
      "database db.m7g.large": [122.64, 122.64],
      "the database's disk": [11.5, 57.5],
      "Database Insights": [18.25, 18.25], // 2 vCPU × 730 × 0.0125
    });
  });

  it("of a replica is that of its own class, with its source's disk", () => {
    const replica = shape(
      "aws:rds/instance:Instance",
      "replica",
      { instanceClass: "db.m7g.large" },
      { replicateSourceDb: ["database"] },
    );

    expect(lines([database({ multiAz: false }), replica])).toEqual({
      "database db.m7g.large": [245.28, 245.28],
      "the database's disk": [23, 115],
    });
  });

  it("of Aurora is its capacity between two bounds, for each instance, and a proxy's before it", () => {
    const cluster = shape("aws:rds/cluster:Cluster", "cluster", {
      serverlessv2ScalingConfiguration: { minCapacity: 2, maxCapacity: 16 },
    });
    const member = (name: string) =>
      shape(
        "aws:rds/clusterInstance:ClusterInstance",
        name,
        { instanceClass: "db.serverless" },
        { clusterIdentifier: ["cluster"] },
      );
    const proxy = [
      shape("aws:rds/proxy:Proxy", "proxy", {}),
      shape("aws:rds/proxyTarget:ProxyTarget", "target", {}, { dbClusterIdentifier: ["cluster"] }),
    ];

    expect(lines([cluster, member("one"), member("two"), ...proxy])).toMatchObject({
      "Aurora capacity": [350.4, 2803.2], // 2 × 2…16 × 730 × 0.12
      "database proxy": [87.6, 350.4], // 8…32 ACU × 730 × 0.015
    });
  });

  it("of a network is what stands there by the hour, and what goes through by use", () => {
    const endpoint = (vpcEndpointType: string) =>
      shape("aws:ec2/vpcEndpoint:VpcEndpoint", vpcEndpointType, { vpcEndpointType, subnetIds: ["a", "b"] });

    expect(
      lines([
        shape("aws:ec2/natGateway:NatGateway", "nat", {}),
        shape("aws:ec2/eip:Eip", "address", {}),
        endpoint("Interface"),
        endpoint("Gateway"),
      ]),
    ).toEqual({
      "NAT gateways": [32.85, 32.85],
      "data through NAT gateways": [0.22, 4.5],
      "public IPv4 addresses": [3.65, 3.65],
      "interface endpoints": [14.6, 14.6],
      "data through endpoints": [0.01, 0.5],
    });
  });

  it("of a cache is its nodes, of a firewall its rules and its requests, of a probe its runs", () => {
    const cache = shape("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {
      engine: "valkey",
      nodeType: "cache.t4g.small",
      numCacheClusters: 2,
    });
    const acl = shape("aws:wafv2/webAcl:WebAcl", "acl", { ruleJson: "[{},{},{}]" });
    const probe = shape("aws:synthetics/canary:Canary", "probe", {
      schedule: { expression: "rate(5 minutes)" },
    });

    expect(lines([cache, acl, probe])).toEqual({
      "cache nodes cache.t4g.small": [37.38, 37.38],
      firewalls: [8, 8],
      "requests judged by firewalls": [3.15, 9.46], // 10 rps × 20…60 % × 2.628 million seconds × 0.6
      probes: [10.51, 10.51], // 8,760 × 0.0012
      "the functions of probes": [0.15, 2.92], // 8,760 × 1…20 s × 1 GB × 0.0000166667
    });
  });

  describe("of the firewall before the CDN", () => {
    const balancers = shape("aws:wafv2/webAcl:WebAcl", "regional", { scope: "REGIONAL", ruleJson: "[]" });
    const cdns = (ruleJson = "[]") =>
      shape("aws:wafv2/webAcl:WebAcl", "global", { scope: "CLOUDFRONT", region: "us-east-1", ruleJson });
    const cdn = (...origins: readonly object[]) =>
      shape("aws:cloudfront/distribution:Distribution", "cdn", { origins }, { webAclId: ["global"] });
    const files = { originId: "site", originAccessControlId: "access" };
    const api = { originId: "api", customOriginConfig: { httpsPort: 443 } };
    const judged = (...shapes: readonly ResourceShape[]) => lines(shapes)["requests judged by firewalls"];

    it("is what views of pages load: a request of the API passes by the balancer's alone", () => {
      expect(judged(balancers)).toEqual([3.15, 9.46]); // 10 rps × 20…60 % × 2.628 million seconds × 0.6
      expect(judged(cdns(), cdn(files))).toEqual([0.18, 9]); // 10,000…500,000 views × 30 × 0.6
      expect(judged(balancers, cdns(), cdn(files))).toEqual([3.33, 18.46]);
    });

    it("is also what the CDN hands on to a service, which both judge", () => {
      expect(judged(balancers, cdns(), cdn(files, api))).toEqual([6.49, 27.92]);
    });

    it("is dearer with bot control, by the month and by what it judges", () => {
      const group = { ManagedRuleGroupStatement: { Name: "AWSManagedRulesBotControlRuleSet" } };
      const bots = JSON.stringify([{ Statement: group }]);
      expect(lines([cdns(bots), cdn(files)])).toMatchObject({
        firewalls: [16, 16], // 5 + 1 + 10
        "requests judged by firewalls": [0.48, 24], // 0.3…15 million × (0.6 + 1)
      });
    });
  });

  it("of masking is by what is searched for it, once for all groups", () => {
    const policy = (name: string) =>
      shape("aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy", name, {});
    expect(lines([policy("one"), policy("other")])).toEqual({
      "log lines searched for what to mask": [0.32, 3.78], // 5.256…15.768 million × 0.5…2 KB × 0.12
    });
  });

  it("adds up what is there and what is used, each line once", () => {
    const { total, fixed, usage } = costs([
      shape("aws:ec2/natGateway:NatGateway", "nat", {}),
      shape("aws:ec2/natGateway:NatGateway", "other", {}),
    ]);

    expect({ total, fixed, usage }).toEqual({
      total: { low: 66.15, high: 74.7 },
      fixed: { low: 65.7, high: 65.7 },
      usage: { low: 0.45, high: 9 },
    });
  });

  it("lists what it has no price for, and never takes it for nothing", () => {
    const answer = costs([
      shape("aws:opensearch/domain:Domain", "search", {}),
      shape("aws:opensearch/domain:Domain", "other", {}),
      database({ instanceClass: "db.x9z.large" }),
      service({ name: "api" }),
      shape("aws:iam/role:Role", "role", {}),
      shape("golive:run:Service", "api", {}),
    ]);

    expect(answer.notPriced).toEqual([
      { type: "aws:opensearch/domain:Domain", why: "no price of this kind is in the table", count: 2 },
      {
        type: "aws:rds/instance:Instance",
        why: "database db.x9z.large and its standby: no price of db.x9z.large in us-east-1 is in the table",
        count: 1,
      },
      {
        type: "aws:ecs/service:Service",
        why: "how many tasks of api-service, or how large, is not known before deploy",
        count: 1,
      },
    ]);
  });

  it("in a region that the table does not have is not priced at all", () => {
    const answer = costs([shape("aws:ec2/natGateway:NatGateway", "nat", {})], { region: "sa-east-1" });

    expect(answer.total).toEqual({ low: 0, high: 0 });
    expect(answer.notPriced.map(({ why }) => why)).toEqual([
      "NAT gateways: no price of nat.hour in sa-east-1 is in the table",
      "data through NAT gateways: no price of nat.gb in sa-east-1 is in the table",
    ]);
  });

  it("is held against the budget", () => {
    const nat = [shape("aws:ec2/natGateway:NatGateway", "nat", {})]; // 33.07–37.35
    const words = (monthlyUsd: number) => budgetWords(costs(nat, { budget: { monthlyUsd } }));

    expect(costs(nat, { budget: { monthlyUsd: 35 } }).budget).toEqual({
      monthlyUsd: 35,
      left: { low: -2.35, high: 1.93 },
      says: "may be exceeded",
    });
    expect([words(100), words(35), words(20)]).toEqual([
      "the budget of $100 is kept, with $63–67 left",
      "the budget of $35 may be exceeded, by up to $2",
      "the budget of $20 is exceeded, by $13–17",
    ]);
    expect(costs(nat).budget).toBeNull();
  });
});

describe("the table of prices", () => {
  it("says of every price where and when it was read", () => {
    for (const [meter, { page, asOf, usd, per }] of Object.entries(prices)) {
      expect(page, meter).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/$/);
      expect(asOf, meter).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
      expect(per, meter).not.toBe("");
      expect(Math.min(...Object.values(usd)), meter).toBeGreaterThan(0);
    }
  });

  it("makes a band of a price that a region's own page did not tell", () => {
    expect(rateOf("nat.hour", "eu-central-1")).toMatchObject({ low: 0.052, high: 0.052, estimated: false });
    expect(rateOf("canary.run", "us-east-1")).toMatchObject({ low: 0.0012, high: 0.0012, estimated: false });
    const rate = rateOf("canary.run", "eu-west-1");
    expect(rate?.estimated).toBe(true);
    expect(rate?.low).toBeCloseTo(0.0012 * regions["eu-west-1"] * 0.85, 10);
    expect(rate?.high).toBeCloseTo(0.0012 * regions["eu-west-1"] * 1.15, 10);
  });

  it("knows the sizes of a class from its smallest", () => {
    expect(
      ["db.m7g.large", "db.m7g.4xlarge", "db.t4g.medium", "cache.r7g.xlarge"].map(
        (name) => classPrice(name)?.usd,
      ),
    ).toEqual([0.168, 1.344, 0.065, 0.3504]);
    expect(["db.m7g.huge", "db.t4g.16xlarge", "db.q1.large", ""].map(classPrice)).toEqual(
      Array(4).fill(undefined),
    );
    expect(["db.t4g.micro", "db.m7g.large", "db.r7g.2xlarge", "db.m7g.metal"].map(vcpusOf)).toEqual([
      2,
      2,
      8,
      undefined,
    ]);
  });
});

describe("what the terminal says of it", () => {
  const plain = painter(false);

  it("writes a band in whole dollars, and cents only below one", () => {
    expect(
      [
        { low: 1234.4, high: 2000 },
        { low: 5, high: 5.2 },
        { low: 0.12, high: 0.9 },
        { low: 0, high: 3 },
      ].map(dollars),
    ).toEqual(["$1,234–2,000", "$5", "$0.12–0.90", "$0–3"]);
  });

  it("names the ten dearest, sums up the others, and lists what has no price", () => {
    const line = (index: number) => ({
      item: `item ${index}`,
      kind: "fixed" as const,
      low: 20 - index,
      high: 20 - index,
      how: "by the hour",
      estimated: index === 0,
      pages: [],
    });
    const report = {
      ...noCost,
      total: { low: 174, high: 174 },
      lines: Array.from({ length: 12 }, (_, index) => line(index)),
      notPriced: [{ type: "aws:opensearch/domain:Domain", why: "no price", count: 2 }],
    };

    expect(cost(report, plain, 100, false)).toEqual([
      "A month costs  $174 in eu-central-1: $0 for being there, $0 by use; public prices of 2025-06",
      "  $20  item 0 (by the hour, estimated)",
      ...Array.from({ length: 9 }, (_, index) => `  $${19 - index}  item ${index + 1} (by the hour)`),
      "  $19  2 smaller items; --html names each",
      "  not priced  2 × Domain: no price",
    ]);
    expect(cost(report, plain, 100, true)).toHaveLength(1);
    expect(cost(noCost, plain, 100, false)).toEqual([]);
  });

  it("names the long links of the chain that a first deployment waits for", () => {
    const chain = [
      { type: "t", name: "key", seconds: 20 },
      { type: "t", name: "role", seconds: 2 },
      { type: "t", name: "database", seconds: 780 },
    ];

    expect(waiting({ seconds: 802, chain }, plain, 100)).toEqual([
      "A first deployment waits  about 13 min (estimated): key 20 s → database 13 min",
    ]);
    expect(waiting({ seconds: 0, chain: [] }, plain, 100)).toEqual([]);
  });
});
