import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { Database } from "../../components/data/database.ts";
import { declare } from "./declare.ts";
import {
  aCluster,
  anInstance,
  beside,
  ingressType,
  inside,
  logGroups,
  openings,
  unprotected,
} from "./stores.ts";

const clusterType = "aws:rds/cluster:Cluster";
const memberType = "aws:rds/clusterInstance:ClusterInstance";
const database = (changed: Partial<typeof aCluster> = {}) =>
  new Database("database", { ...beside, settings: { ...aCluster, ...changed } });

describe("the database as an Aurora cluster", () => {
  it("offers what the instance offers: the same outputs, the same variables", async () => {
    const offered = async (settings: typeof aCluster | typeof anInstance) => {
      let keys: readonly string[] = [];
      let variables: readonly string[] = [];
      await declare(() => {
        const made = new Database("database", { ...beside, settings: { ...settings, readReplicas: 1 } });
        keys = Object.keys(made).filter((key) => Reflect.get(made, key) !== undefined);
        variables = Object.keys(made.env);
      });
      return { keys, variables };
    };

    expect(await offered(aCluster)).toEqual(await offered(anInstance));
  });

  it("grows between two bounds, as a major version that Aurora moves the minors of", async () => {
    const plan = await declare(() => database());

    expect(plan.only(clusterType)).toMatchObject({
      clusterIdentifier: "shop-staging-database",
      engine: "aurora-postgresql",
      engineMode: "provisioned",
      engineVersion: "17",
      allowMajorVersionUpgrade: false,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 4 },
      databaseName: "shop",
      port: 5432,
    });
    for (const member of plan.all(memberType))
      expect(member).toMatchObject({ instanceClass: "db.serverless", autoMinorVersionUpgrade: true });
  });

  it.each([
    [{ standby: false, readReplicas: 0 }, [0]],
    [{ standby: true, readReplicas: 0 }, [0, 1]],
    [{ standby: false, readReplicas: 1 }, [0, 15]],
    [{ standby: true, readReplicas: 2 }, [0, 1, 15, 15]],
  ])("with %o, has servers that take over in this order", async (changed, tiers) => {
    const plan = await declare(() => database(changed));

    expect(
      plan
        .all(memberType)
        .map(({ identifier, promotionTier }) => [identifier, promotionTier])
        .sort(),
    ).toEqual(tiers.map((tier, at) => [`shop-staging-database-${at + 1}`, tier]));
    for (const { name } of plan.declared.filter(({ type }) => type === memberType))
      expect(plan.get(memberType, name).uses("clusterIdentifier")).toEqual(["database-cluster"]);
  });

  it("cannot be deleted by one command, and leaves a snapshot and its backups behind", async () => {
    const plan = await declare(() => database());

    expect(plan.only(clusterType)).toMatchObject({
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "shop-staging-database-final",
      deleteAutomatedBackups: false,
      backupRetentionPeriod: 14,
      copyTagsToSnapshot: true,
    });
    expect(unprotected(plan, clusterType, memberType)).toEqual([]);
  });

  it("is encrypted with the product's keys, and its owner's password is RDS's to make", async () => {
    const plan = await declare(() => database());

    const cluster = plan.only(clusterType);
    expect(cluster).toMatchObject({
      storageEncrypted: true,
      kmsKeyId: "arn:data-key",
      performanceInsightsKmsKeyId: "arn:data-key",
      masterUsername: "owner",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: "arn:secrets-key",
      iamDatabaseAuthenticationEnabled: true,
    });
    expect(Object.keys(cluster).filter((key) => key.startsWith("masterPassword"))).toEqual([]);
  });

  it("has the same parameters as an instance, in a group of its own kind", async () => {
    const [many, one] = [
      await declare(() => database()),
      await declare(() => new Database("database", { ...beside, settings: anInstance })),
    ];

    const group = many.only("aws:rds/clusterParameterGroup:ClusterParameterGroup");
    expect(group).toMatchObject({ name: "shop-staging-database-17", family: "aurora-postgresql17" });
    expect(group.parameters).toEqual(one.only("aws:rds/parameterGroup:ParameterGroup").parameters);
    expect(many.get(clusterType, "database-cluster").uses("dbClusterParameterGroupName")).toEqual([
      "database-parameters",
    ]);
  });

  it("has its log group before Aurora would make it without end and without key", async () => {
    const plan = await declare(() => database());

    expect(plan.only(clusterType).enabledCloudwatchLogsExports).toEqual(["postgresql"]);
    expect(logGroups(plan)).toEqual([
      "/aws/rds/cluster/shop-staging-database/postgresql 30 arn:logs-key",
      "/aws/rds/proxy/shop-staging-database 30 arn:logs-key",
    ]);
    expect(plan.get(clusterType, "database-cluster").after).toContain("database-logs-postgresql");
  });

  it("changes only in its window, and nobody outside can reach any of its servers", async () => {
    const plan = await declare(() => database());

    expect(plan.only(clusterType)).toMatchObject({
      applyImmediately: false,
      preferredBackupWindow: "01:00-02:00",
      preferredMaintenanceWindow: "sun:03:00-sun:04:00",
    });
    expect(plan.only("aws:rds/subnetGroup:SubnetGroup").subnetIds).toEqual(inside.subnetIds);
    expect(plan.get(clusterType, "database-cluster").uses("dbSubnetGroupName")).toEqual(["database-subnets"]);
    for (const member of plan.all(memberType))
      expect(member).toMatchObject({
        publiclyAccessible: false,
        applyImmediately: false,
        preferredMaintenanceWindow: "sun:03:00-sun:04:00",
        caCertIdentifier: "rds-ca-rsa2048-g1",
      });
  });

  it("is explained and monitored alike on every server, as Database Insights demands", async () => {
    const plan = await declare(() => database({ insights: "advanced" }));

    const record = { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 465 };
    expect(plan.only(clusterType)).toMatchObject({ databaseInsightsMode: "advanced", ...record });
    for (const member of plan.all(memberType))
      expect(member).toMatchObject({ ...record, monitoringInterval: 60 });
    for (const { name } of plan.declared.filter(({ type }) => type === memberType)) {
      expect(plan.get(memberType, name).uses("monitoringRoleArn")).toEqual(["database-monitoring-role"]);
      expect(plan.get(memberType, name).after).toContain("database-monitoring-policy");
    }
  });

  it("lets readers in by a second group that all its servers wear", async () => {
    const plan = await declare(() => database({ readReplicas: 1 }).admit("api", "sg-api"));

    expect(plan.get(clusterType, "database-cluster").uses("vpcSecurityGroupIds")).toEqual([
      "database-group",
      "database-replica-group",
    ]);
    expect(openings(plan, ingressType)).toEqual([
      "database-client → database-group tcp 5432-5432",
      "database-proxy-group → database-group tcp 5432-5432",
      "sg-api → database-proxy-group tcp 5432-5432",
      "sg-api → database-replica-group tcp 5432-5432",
    ]);
  });

  it("says which class of data it holds", async () => {
    const plan = await declare(() => database());

    expect(plan.only(clusterType).tags).toEqual({ "data-class": "personal" });
  });

  it("is known by name and ARN before it exists, and by its addresses once servers answer there", async () => {
    const addresses: Record<string, string> = {};
    await declare(
      () => {
        const { name, arn, engine, host, readHost, credentialsArn } = database({ readReplicas: 1 });
        expect({ name, arn, engine }).toEqual({
          name: "shop-staging-database",
          arn: "arn:aws:rds:eu-central-1:111122223333:cluster:shop-staging-database",
          engine: "aurora-postgresql",
        });
        for (const [key, value] of Object.entries({ host, readHost, credentialsArn }))
          pulumi.output(value).apply((known) => {
            addresses[key] = known ?? "";
          });
      },
      {
        pass: "resolved",
        answers: {
          [clusterType]: {
            endpoint: "writer.internal",
            readerEndpoint: "reader.internal",
            masterUserSecrets: [{ secretArn: "arn:secret" }],
          },
        },
      },
    );

    expect(addresses).toEqual({
      host: "writer.internal",
      readHost: "reader.internal",
      credentialsArn: "arn:secret",
    });
  });
});
