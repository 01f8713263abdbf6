import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { Cache } from "../../components/data/cache.ts";
import { Database } from "../../components/data/database.ts";
import type { Place } from "../../components/place.ts";
import { AccessLogs } from "../../components/storage/access-logs.ts";
import { Bucket } from "../../components/storage/bucket.ts";
import type { BucketSettings, Config } from "../../config/schema.ts";
import { declare, type Plan, unknown } from "./declare.ts";

const place: Place = {
  prefix: "shop-staging",
  account: "111122223333",
  region: "eu-central-1",
  partition: "aws",
};
const inside = {
  place,
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  keyArn: "arn:data-key",
  logs: { days: 30, keyArn: "arn:logs-key" },
};
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const logGroups = (plan: Plan) =>
  plan
    .all(logGroupType)
    .map(({ name, retentionInDays, kmsKeyId }) => `${name} ${retentionInDays} ${kmsKeyId}`)
    .sort();
const unprotected = (plan: Plan, ...types: string[]) =>
  plan.declared.filter(({ type, protect }) => types.includes(type) && !protect).map(({ name }) => name);

describe("the database", () => {
  const settings: Config["database"] = {
    version: "17",
    name: "shop",
    instanceClass: "db.t4g.medium",
    storageGiB: 20,
    maxStorageGiB: 100,
    standby: true,
    backupDays: 14,
    insights: "standard",
    maxConnections: 100,
  };
  const slo: Config["slo"] = {
    p95Ms: 250,
    p95Minutes: 5,
    errorPercent: 0.5,
    errorMinutes: 2,
    authFailuresPerMinute: 100,
    connectionsPercent: 80,
    slowQueryMs: 700,
    p99Ms: 500,
    availabilityPercent: 99.9,
  };
  const instanceType = "aws:rds/instance:Instance";
  const database = (changed: Partial<typeof settings> = {}) =>
    new Database("database", {
      ...inside,
      settings: { ...settings, ...changed },
      slo,
      secretsKeyArn: "arn:secrets-key",
    });

  it("is out of everyone's reach until someone is admitted", async () => {
    const plan = await declare(() => database());

    expect(plan.only(instanceType).publiclyAccessible).toBe(false);
    expect(plan.all(ingressType)).toEqual([]);
  });

  it("lets an admitted client in on 5432 and nowhere else", async () => {
    const plan = await declare(() => database().admit("api", "sg-api"));

    expect(plan.all(ingressType)).toEqual([
      expect.objectContaining({
        referencedSecurityGroupId: "sg-api",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
      }),
    ]);
    const opened = plan.get(ingressType, "database-from-api").uses("securityGroupId");
    expect(opened).toEqual(plan.get(instanceType, "database-instance").uses("vpcSecurityGroupIds"));
  });

  it("never gives its clients the way back out", async () => {
    const plan = await declare(() => database());

    expect(plan.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([]);
    expect(plan.only("aws:ec2/securityGroup:SecurityGroup")).not.toHaveProperty("egress");
  });

  it("cannot be deleted by one command, and leaves a snapshot and its backups behind", async () => {
    const plan = await declare(() => database());

    expect(plan.only(instanceType)).toMatchObject({
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "shop-staging-database-final",
      deleteAutomatedBackups: false,
      backupRetentionPeriod: 14,
      copyTagsToSnapshot: true,
    });
    expect(unprotected(plan, instanceType)).toEqual([]);
  });

  it("is encrypted with the product's keys: data with one, the owner's password with another", async () => {
    const plan = await declare(() => database());

    expect(plan.only(instanceType)).toMatchObject({
      storageEncrypted: true,
      kmsKeyId: "arn:data-key",
      performanceInsightsKmsKeyId: "arn:data-key",
      masterUserSecretKmsKeyId: "arn:secrets-key",
    });
  });

  it("has an owner whose password RDS makes and this program never sees", async () => {
    const plan = await declare(() => database());

    const instance = plan.only(instanceType);
    expect(instance).toMatchObject({ username: "owner", manageMasterUserPassword: true });
    expect(Object.keys(instance).filter((key) => key.startsWith("password"))).toEqual([]);
  });

  it("speaks TLS only, and writes down slow statements, locks, sessions and schema changes", async () => {
    const plan = await declare(() => database());

    const group = plan.only("aws:rds/parameterGroup:ParameterGroup");
    expect(group).toMatchObject({ name: "shop-staging-database-17", family: "postgres17" });
    expect(group.parameters).toEqual([
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
      { name: "max_connections", value: "100", applyMethod: "pending-reboot" },
      { name: "shared_preload_libraries", value: "pg_stat_statements", applyMethod: "pending-reboot" },
      { name: "log_min_duration_statement", value: "700", applyMethod: "immediate" },
      { name: "log_lock_waits", value: "1", applyMethod: "immediate" },
      { name: "log_statement", value: "ddl", applyMethod: "immediate" },
      { name: "log_connections", value: "1", applyMethod: "immediate" },
      { name: "log_disconnections", value: "1", applyMethod: "immediate" },
    ]);
    expect(plan.get(instanceType, "database-instance").uses("parameterGroupName")).toEqual([
      "database-parameters",
    ]);
  });

  it("has its log groups before RDS would make them without end and without key", async () => {
    const plan = await declare(() => database());

    expect(plan.only(instanceType).enabledCloudwatchLogsExports).toEqual(["postgresql", "upgrade"]);
    expect(logGroups(plan)).toEqual([
      "/aws/rds/instance/shop-staging-database/postgresql 30 arn:logs-key",
      "/aws/rds/instance/shop-staging-database/upgrade 30 arn:logs-key",
    ]);
    expect(plan.get(instanceType, "database-instance").after).toEqual(
      expect.arrayContaining([
        "database-logs-postgresql",
        "database-logs-upgrade",
        "database-monitoring-policy",
      ]),
    );
  });

  it("keeps insights as long as their mode demands", async () => {
    const kept = async (insights: "standard" | "advanced") => {
      const plan = await declare(() => database({ insights }));
      const { databaseInsightsMode, performanceInsightsRetentionPeriod } = plan.only(instanceType);
      return [databaseInsightsMode, performanceInsightsRetentionPeriod];
    };

    expect(await kept("standard")).toEqual(["standard", 7]);
    expect(await kept("advanced")).toEqual(["advanced", 465]);
  });

  it("asks for a major version and lets RDS move the minor one", async () => {
    const plan = await declare(() => database({ version: "17" }));

    expect(plan.only(instanceType)).toMatchObject({
      engineVersion: "17",
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
    });
  });

  it("is as large, as redundant and as extensible as the stack says", async () => {
    const plan = await declare(() => database());

    expect(plan.only(instanceType)).toMatchObject({
      identifier: "shop-staging-database",
      engine: "postgres",
      dbName: "shop",
      port: 5432,
      instanceClass: "db.t4g.medium",
      multiAz: true,
      storageType: "gp3",
      allocatedStorage: 20,
      maxAllocatedStorage: 100,
    });
    expect(plan.only("aws:rds/subnetGroup:SubnetGroup").subnetIds).toEqual(inside.subnetIds);
    expect(plan.get(instanceType, "database-instance").uses("dbSubnetGroupName")).toEqual([
      "database-subnets",
    ]);
  });

  it("changes only in its window, on a supported engine, under a current certificate authority", async () => {
    const plan = await declare(() => database());

    expect(plan.only(instanceType)).toMatchObject({
      applyImmediately: false,
      backupWindow: "01:00-02:00",
      maintenanceWindow: "sun:03:00-sun:04:00",
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      caCertIdentifier: "rds-ca-rsa2048-g1",
      iamDatabaseAuthenticationEnabled: true,
    });
  });

  it("is monitored through a role that only RDS, for this instance, may take", async () => {
    const plan = await declare(() => database());

    expect(plan.only(instanceType)).toMatchObject({
      monitoringInterval: 60,
      performanceInsightsEnabled: true,
    });
    expect(plan.get(instanceType, "database-instance").uses("monitoringRoleArn")).toEqual([
      "database-monitoring-role",
    ]);
    expect(plan.only("aws:iam/rolePolicyAttachment:RolePolicyAttachment").policyArn).toBe(
      "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    );
    const trust = JSON.parse(String(plan.only("aws:iam/role:Role").assumeRolePolicy));
    expect(trust.Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:rds:eu-central-1:111122223333:db:shop-staging-database" },
        },
      }),
    ]);
  });

  it("tells clients where it is and to verify whom they speak to, and no credential", async () => {
    await declare(() => {
      const { DATABASE_HOST, ...known } = database().env;
      expect(pulumi.Output.isInstance(DATABASE_HOST)).toBe(true);
      expect(known).toEqual({
        DATABASE_PORT: "5432",
        DATABASE_NAME: "shop",
        DATABASE_SSLMODE: "verify-full",
      });
    });
  });

  it("hands out the address of its owner's secret once RDS has made it", async () => {
    let arn: string | undefined;
    await declare(
      () => {
        database().credentialsArn.apply((made) => {
          arn = made;
        });
      },
      { pass: "resolved", answers: { [instanceType]: { masterUserSecrets: [{ secretArn: "arn:secret" }] } } },
    );

    expect(arn).toBe("arn:secret");
  });
});

describe("the cache", () => {
  const settings: Config["cache"] = {
    version: "8.1",
    nodeType: "cache.t4g.small",
    replicas: 1,
    snapshotDays: 7,
    role: "queue",
  };
  const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";
  const tokenType = "random:index/randomPassword:RandomPassword";
  const cache = (changed: Partial<typeof settings> = {}) =>
    new Cache("cache", { ...inside, settings: { ...settings, ...changed } });

  it("is out of everyone's reach until someone is admitted", async () => {
    const plan = await declare(() => cache());

    expect(plan.all(ingressType)).toEqual([]);
  });

  it("lets an admitted client in on 6379 and nowhere else", async () => {
    const plan = await declare(() => cache().admit("worker", "sg-worker"));

    expect(plan.all(ingressType)).toEqual([
      expect.objectContaining({
        referencedSecurityGroupId: "sg-worker",
        ipProtocol: "tcp",
        fromPort: 6379,
        toPort: 6379,
      }),
    ]);
    const opened = plan.get(ingressType, "cache-from-worker").uses("securityGroupId");
    expect(opened).toEqual(plan.get(groupType, "cache-replication-group").uses("securityGroupIds"));
  });

  it("speaks TLS only, asks for a token of its own making, and is encrypted at rest", async () => {
    const plan = await declare(() => cache());

    expect(plan.only(groupType)).toMatchObject({
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      authTokenUpdateStrategy: "ROTATE",
      atRestEncryptionEnabled: true,
      kmsKeyId: "arn:data-key",
    });
    expect(plan.get(groupType, "cache-replication-group").uses("authToken")).toEqual(["cache-token"]);
    expect(plan.only(tokenType)).toEqual({ length: 64, special: false });
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
      replicationGroupId: "shop-staging-cache",
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
    const group = plan.get(groupType, "cache-replication-group");
    expect(group.uses("subnetGroupName")).toEqual(["cache-subnets"]);
    expect(group.uses("parameterGroupName")).toEqual(["cache-parameters"]);
  });

  it.each([
    ["queue", "noeviction"],
    ["sessions", "noeviction"],
    ["cache", "allkeys-lru"],
  ] as const)("as %s, meets a full memory with %s", async (role, policy) => {
    const plan = await declare(() => cache({ role }));

    expect(plan.only("aws:elasticache/parameterGroup:ParameterGroup")).toMatchObject({
      family: "valkey8",
      parameters: [{ name: "maxmemory-policy", value: policy }],
    });
  });

  it("is snapshotted daily and once more at its end, and it is protected", async () => {
    const plan = await declare(() => cache());

    expect(plan.only(groupType)).toMatchObject({
      snapshotRetentionLimit: 7,
      finalSnapshotIdentifier: "shop-staging-cache-final",
    });
    expect(unprotected(plan, groupType, tokenType)).toEqual([]);
  });

  it("delivers its slow log and its engine log to groups that expire and are encrypted", async () => {
    const plan = await declare(() => cache());

    expect(plan.only(groupType).logDeliveryConfigurations).toEqual([
      expect.objectContaining({ logType: "slow-log", destinationType: "cloudwatch-logs" }),
      expect.objectContaining({ logType: "engine-log", destinationType: "cloudwatch-logs" }),
    ]);
    expect(logGroups(plan)).toEqual([
      "/aws/vendedlogs/elasticache/shop-staging-cache/engine-log 30 arn:logs-key",
      "/aws/vendedlogs/elasticache/shop-staging-cache/slow-log 30 arn:logs-key",
    ]);
  });

  it("knows its members' names before they exist", async () => {
    await declare(() => {
      expect(cache({ replicas: 1 }).nodeIds).toEqual(["shop-staging-cache-001", "shop-staging-cache-002"]);
    });
  });

  it("tells clients where it is, and no credential", async () => {
    await declare(() => {
      const { REDIS_HOST, ...known } = cache().env;
      expect(pulumi.Output.isInstance(REDIS_HOST)).toBe(true);
      expect(known).toEqual({ REDIS_PORT: "6379" });
    });
  });

  it("hands out its address, token included, only as a secret", async () => {
    let url: string | undefined;
    let secret: boolean | undefined;
    await declare(
      async () => {
        const made = cache();
        secret = await pulumi.isSecret(made.url);
        made.url.apply((value) => {
          url = value;
        });
      },
      {
        pass: "resolved",
        answers: {
          [groupType]: { primaryEndpointAddress: "cache.internal" },
          [tokenType]: { result: "token" },
        },
      },
    );

    expect({ url, secret }).toEqual({ url: "rediss://:token@cache.internal:6379/0", secret: true });
  });
});

describe("buckets", () => {
  const settings: BucketSettings = { holds: "reports", retentionDays: 365, oldVersionDays: 30 };
  const bucketType = "aws:s3/bucket:Bucket";
  const policyType = "aws:s3/bucketPolicy:BucketPolicy";
  const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
  const encryptionType =
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
  const closing = [
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketVersioning:BucketVersioning",
  ] as const;
  const accessLogs = () => new AccessLogs("access-logs", { place, days: 90 });
  const bucket = (changed: Partial<BucketSettings> = {}) =>
    new Bucket("bucket-reports", {
      place,
      id: "reports",
      settings: { ...settings, ...changed },
      keyArn: "arn:data-key",
      accessLogs: accessLogs().target,
    });
  const statements = (plan: Plan, type: string, name: string) =>
    JSON.parse(String(plan.get(type, name).inputs.policy)).Statement;

  it("are protected, private, versioned, and owned by the account alone", async () => {
    const plan = await declare(() => bucket());

    const names = ["shop-staging-access-logs-111122223333", "shop-staging-reports-111122223333"];
    expect(plan.all(bucketType)).toEqual(names.map((name) => ({ bucket: name, forceDestroy: false })));
    expect(unprotected(plan, bucketType)).toEqual([]);
    const [ownership, access, versions] = closing.map((type) => plan.all(type));
    expect(ownership).toEqual(
      names.map((name) => ({ bucket: name, rule: { objectOwnership: "BucketOwnerEnforced" } })),
    );
    const closed = {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    };
    expect(access).toEqual(names.map((name) => ({ bucket: name, ...closed })));
    expect(versions).toEqual(
      names.map((name) => ({ bucket: name, versioningConfiguration: { status: "Enabled" } })),
    );
  });

  it("are spoken to over TLS 1.2 or newer, and open to no one by policy", async () => {
    const plan = await declare(() => bucket());

    const arn = "arn:aws:s3:::shop-staging-reports-111122223333";
    const refused = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, `${arn}/*`] };
    expect(statements(plan, policyType, "bucket-reports-bucket-policy")).toEqual([
      { Sid: "NotInTheClear", ...refused, Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Sid: "NotBelowTls12", ...refused, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
    ]);
  });

  it("encrypt with the data key; the access logs' with S3's own, the only one its writers can use", async () => {
    const plan = await declare(() => bucket());

    const rules = (name: string) => plan.get(encryptionType, name).inputs.rules;
    expect(rules("bucket-reports-bucket-encryption")).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:data-key" },
        bucketKeyEnabled: true,
      },
    ]);
    expect(rules("access-logs-bucket-encryption")).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("forget in time: files when told to, old versions and unfinished uploads always", async () => {
    const days = async (retentionDays: number | null) => {
      const plan = await declare(() => bucket({ retentionDays }));
      return plan.get(lifecycleType, "bucket-reports-bucket-lifecycle").inputs.rules;
    };
    const always = [
      {
        id: "old-versions",
        status: "Enabled",
        filter: {},
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
      {
        id: "unfinished-uploads",
        status: "Enabled",
        filter: {},
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ];

    expect(await days(null)).toEqual(always);
    expect(await days(365)).toEqual([
      { id: "expiry", status: "Enabled", filter: {}, expiration: { days: 365 } },
      ...always,
    ]);
  });

  it("log who asked for what, once the log's bucket lets them", async () => {
    const plan = await declare(() => bucket());

    const logging = plan.get("aws:s3/bucketLogging:BucketLogging", "bucket-reports-bucket-logging");
    expect(logging.inputs).toEqual({
      bucket: "shop-staging-reports-111122223333",
      targetBucket: "shop-staging-access-logs-111122223333",
      targetPrefix: "bucket/reports/",
    });
    expect(logging.uses("targetBucket")).toEqual(["access-logs-bucket", "access-logs-bucket-policy"]);
  });

  it("let only this product's balancer and buckets write access logs", async () => {
    const plan = await declare(() => accessLogs());

    const arn = "arn:aws:s3:::shop-staging-access-logs-111122223333";
    const allowed = statements(plan, policyType, "access-logs-bucket-policy").filter(
      ({ Effect }: { Effect: string }) => Effect === "Allow",
    );
    expect(allowed).toEqual([
      {
        Sid: "BalancerWrites",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${arn}/balancer/AWSLogs/111122223333/*`,
      },
      {
        Sid: "BucketsWrite",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${arn}/bucket/*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:s3:::shop-staging-*" },
        },
      },
    ]);
  });

  it("are no one's to read until a role is allowed, and then its files only", async () => {
    const policies = "aws:iam/rolePolicy:RolePolicy";
    const role = () => new aws.iam.Role("api-role", { name: "shop-staging-api", assumeRolePolicy: "{}" });
    const closed = await declare(() => bucket());
    const opened = await declare(() => bucket().allow("api", role()));

    expect(closed.all(policies)).toEqual([]);
    const arn = "arn:aws:s3:::shop-staging-reports-111122223333";
    expect(opened.only(policies).role).toBe("shop-staging-api");
    expect(statements(opened, policies, "bucket-reports-for-api")).toEqual([
      { Sid: "Find", Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
      {
        Sid: "Files",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        Resource: `${arn}/*`,
      },
      {
        Sid: "Key",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "arn:aws:kms:eu-central-1:111122223333:key/*",
        Condition: {
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/shop-staging-data" },
          StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
        },
      },
    ]);
  });
});

describe("at a first preview", () => {
  it("all that the data side must answer for is known already", async () => {
    const plan = await declare(() => {
      const cache = new Cache("cache", {
        ...inside,
        settings: {
          version: "8.1",
          nodeType: "cache.t4g.small",
          replicas: 1,
          snapshotDays: 7,
          role: "queue",
        },
      });
      cache.admit("api", "sg-api");
      new AccessLogs("access-logs", { place, days: 90 });
    });

    const madeByAws = plan.declared.flatMap(({ name, inputs }) =>
      Object.entries(inputs).flatMap(([key, value]) => (value === unknown ? [`${name} ${key}`] : [])),
    );
    expect(madeByAws.sort()).toEqual(["cache-from-api securityGroupId", "cache-replication-group authToken"]);
  });
});
