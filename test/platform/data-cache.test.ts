import { describe, expect, it } from "vitest";
import { Cache } from "../../components/data/cache.ts";
import { queueAccess } from "../../components/data/queue-access.ts";
import type { CacheSettings } from "../../config/shape/data.ts";
import { declare } from "./declare.ts";
import { ingressType, inside, logGroups, madeByAws, openings, unprotected } from "./stores.ts";

describe("a cache", () => {
  const settings: CacheSettings = {
    holds: "jobs that wait",
    dataClass: "business",
    roles: ["queue"],
    version: "8.1",
    nodeType: "cache.t4g.small",
    replicas: 1,
    snapshotDays: 7,
  };
  const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";
  const userType = "aws:elasticache/user:User";
  const passwordType = "random:index/randomPassword:RandomPassword";
  const cache = (changed: Partial<CacheSettings> = {}, id = "jobs") =>
    new Cache(`cache-${id}`, {
      ...inside,
      id,
      settings: { ...settings, ...changed },
      queues: { rq: false, lists: [] },
    });

  it("is out of everyone's reach until someone is admitted", async () => {
    const plan = await declare(() => cache());

    expect(plan.all(ingressType)).toEqual([]);
  });

  it("lets an admitted client in on 6379 and nowhere else", async () => {
    const plan = await declare(() => cache().admit("worker", "sg-worker"));

    expect(openings(plan, ingressType)).toEqual(["sg-worker → cache-jobs-group tcp 6379-6379"]);
    const opened = plan.get(ingressType, "cache-jobs-from-worker").uses("securityGroupId");
    expect(opened).toEqual(plan.get(groupType, "cache-jobs-replication-group").uses("securityGroupIds"));
  });

  it("speaks TLS only, asks who connects, and is encrypted at rest", async () => {
    const plan = await declare(() => cache());

    expect(plan.only(groupType)).toMatchObject({
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: true,
      kmsKeyId: "arn:data-key",
    });
    const group = plan.get(groupType, "cache-jobs-replication-group");
    expect(group.uses("userGroupIds")).toEqual(["cache-jobs-users"]);
    expect(group.inputs).not.toHaveProperty("authToken");
  });

  it("knows one user, who may do all but administer it, and a default one, who may do nothing", async () => {
    const plan = await declare(() => cache());

    const users = plan.all(userType).map(({ authenticationMode: _, ...known }) => known);
    expect(users.sort(({ userName: a }, { userName: b }) => (String(a) < String(b) ? -1 : 1))).toEqual([
      {
        userId: "shop-staging-jobs-app",
        userName: "app",
        engine: "valkey",
        accessString: "on ~* &* +@all -@admin -@dangerous +info +client|list",
      },
      {
        userId: "shop-staging-jobs-default",
        userName: "default",
        engine: "valkey",
        accessString: "off ~* resetchannels -@all",
      },
    ]);
    expect(plan.only("aws:elasticache/userGroup:UserGroup")).toEqual({
      userGroupId: "shop-staging-jobs",
      engine: "valkey",
      userIds: ["shop-staging-jobs-app", "shop-staging-jobs-default"],
    });
    await declare(() => {
      expect(cache().user).toEqual({ userId: "shop-staging-jobs-app", userName: "app" });
    });
  });

  it("gives its users passwords that open nothing, and leaves those that open something to a function", async () => {
    const plan = await declare(() => cache());

    for (const suffix of ["app", "default"]) {
      const user = plan.get(userType, `cache-jobs-${suffix}`);
      expect(user.uses("authenticationMode")).toEqual([`cache-jobs-${suffix}-password`]);
      expect(user.ignoreChanges).toEqual(["authenticationMode"]);
      expect(user.inputs).not.toHaveProperty("passwords");
    }
    expect(plan.all(passwordType)).toEqual([
      { length: 64, special: false },
      { length: 64, special: false },
    ]);
  });

  it("is one shard with its copies in other zones, and fails over to them", async () => {
    const alone = await declare(() => cache({ replicas: 0 }));
    const copied = await declare(() => cache({ replicas: 2 }));

    const single = { numCacheClusters: 1, automaticFailoverEnabled: false, multiAzEnabled: false };
    expect(alone.only(groupType)).toMatchObject({ clusterMode: "disabled", ...single });
    const three = { numCacheClusters: 3, automaticFailoverEnabled: true, multiAzEnabled: true };
    expect(copied.only(groupType)).toMatchObject({ clusterMode: "disabled", ...three });
  });

  it("is the engine, version and size that the stack says, in the tier without a way out", async () => {
    const plan = await declare(() => cache());

    expect(plan.only(groupType)).toMatchObject({
      replicationGroupId: "shop-staging-cache-jobs",
      engine: "valkey",
      engineVersion: "8.1",
      nodeType: "cache.t4g.small",
      port: 6379,
      autoMinorVersionUpgrade: true,
      applyImmediately: false,
      snapshotWindow: "01:00-02:00",
      maintenanceWindow: "sun:03:00-sun:04:00",
    });
    expect(plan.only("aws:elasticache/subnetGroup:SubnetGroup").subnetIds).toEqual(inside.subnetIds);
    const group = plan.get(groupType, "cache-jobs-replication-group");
    expect(group.uses("subnetGroupName")).toEqual(["cache-jobs-subnets"]);
    expect(group.uses("parameterGroupName")).toEqual(["cache-jobs-parameters"]);
  });

  it.each([
    [["queue"], "noeviction", "queue"],
    [["sessions"], "noeviction", "sessions"],
    [["cache"], "allkeys-lru", "cache"],
    [["cache", "sessions"], "noeviction", "sessions"],
    [["cache", "sessions", "queue"], "noeviction", "queue"],
  ] as const)("as %j, meets a full memory with %s", async (roles, policy, role) => {
    const plan = await declare(() => cache({ roles: [...roles] }));

    expect(plan.only("aws:elasticache/parameterGroup:ParameterGroup")).toMatchObject({
      name: "shop-staging-cache-jobs-8",
      family: "valkey8",
      parameters: [{ name: "maxmemory-policy", value: policy }],
    });
    expect(plan.only(groupType).tags).toEqual({ "data-class": "business", role });
  });

  it("is snapshotted daily and once more at its end, and it is protected", async () => {
    const plan = await declare(() => cache());

    expect(plan.only(groupType)).toMatchObject({
      snapshotRetentionLimit: 7,
      finalSnapshotIdentifier: "shop-staging-cache-jobs-final",
    });
    expect(unprotected(plan, groupType)).toEqual([]);
  });

  it("delivers its slow log and its engine log to groups that expire and are encrypted", async () => {
    const plan = await declare(() => cache());

    expect(plan.only(groupType).logDeliveryConfigurations).toEqual([
      expect.objectContaining({ logType: "slow-log", destinationType: "cloudwatch-logs" }),
      expect.objectContaining({ logType: "engine-log", destinationType: "cloudwatch-logs" }),
    ]);
    expect(logGroups(plan)).toEqual([
      "/aws/vendedlogs/elasticache/shop-staging-cache-jobs/engine-log 30 arn:logs-key",
      "/aws/vendedlogs/elasticache/shop-staging-cache-jobs/slow-log 30 arn:logs-key",
    ]);
  });

  it("knows its name, its ARN and its members' names before they exist", async () => {
    await declare(() => {
      const { name, arn, nodeIds } = cache({ replicas: 1 });
      expect({ name, arn, nodeIds }).toEqual({
        name: "shop-staging-cache-jobs",
        arn: "arn:aws:elasticache:eu-central-1:111122223333:replicationgroup:shop-staging-cache-jobs",
        nodeIds: ["shop-staging-cache-jobs-001", "shop-staging-cache-jobs-002"],
      });
    });
  });

  it("is beside others: nothing of two caches has the same name", async () => {
    const names = async (id: string) => {
      const plan = await declare(() => cache({}, id));
      const keys = ["name", "replicationGroupId", "userGroupId", "userId"];
      return plan.declared.flatMap(({ inputs }) => keys.flatMap((key) => inputs[key] ?? []));
    };
    const [jobs, pages] = [await names("jobs"), await names("pages")];

    expect(jobs.length).toBe(8);
    expect(jobs.filter((name) => pages.includes(name))).toEqual([]);
  });

  it("hands out where it is, and no credential", async () => {
    let host: string | undefined;
    await declare(
      () => {
        const made = cache();
        expect(Object.keys(made).filter((key) => /^(url|env|.*token|.*password)$/i.test(key))).toEqual([]);
        made.host.apply((known) => {
          host = known;
        });
      },
      { pass: "resolved", answers: { [groupType]: { primaryEndpointAddress: "cache.internal" } } },
    );

    expect(host).toBe("cache.internal");
  });

  it("leaves only relations and its users' passwords for AWS to fill", async () => {
    const plan = await declare(() => cache().admit("api", "sg-api"));

    expect(madeByAws(plan)).toEqual(["cache-jobs-from-api securityGroupId"]);
  });
});

describe("whom the platform counts queues as", () => {
  it("is nobody where there is no queue", () => {
    expect(queueAccess({ rq: false, lists: [] })).toBeUndefined();
  });

  it("reads RQ's keys by commands of which none writes", () => {
    expect(queueAccess({ rq: true, lists: [] })).toBe(
      "on ~rq:* resetchannels -@all +ping +llen +lrange +hmget +zrange +zrandmember +srandmember",
    );
  });

  it("reads each list, and writes its own marks alone", () => {
    expect(queueAccess({ rq: false, lists: ["crawl", "rank"] })).toBe(
      "on %R~crawl ~golive:queues:crawl %R~rank ~golive:queues:rank resetchannels -@all +ping +llen +lpos +lindex +hmget +hset +expire +del",
    );
  });

  it("beside lists only reads RQ's keys, for now it has commands that write", () => {
    expect(queueAccess({ rq: true, lists: ["crawl"] })).toMatch(
      /^on %R~rq:\* %R~crawl ~golive:queues:crawl /,
    );
  });
});
