import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { Database } from "../../components/data/database.ts";
import { declare } from "./declare.ts";
import {
  anInstance,
  beside,
  egressType,
  ingressType,
  inside,
  logGroups,
  madeByAws,
  openings,
  unprotected,
} from "./stores.ts";

describe("the database", () => {
  const instanceType = "aws:rds/instance:Instance";
  const parametersType = "aws:rds/parameterGroup:ParameterGroup";
  const database = (changed: Partial<typeof anInstance> = {}) =>
    new Database("database", { ...beside, settings: { ...anInstance, ...changed } });

  it("is out of everyone's reach but its proxy's, and its client group's, which nobody wears yet", async () => {
    const plan = await declare(() => database());

    expect(plan.only(instanceType).publiclyAccessible).toBe(false);
    expect(plan.get(instanceType, "database-instance").uses("vpcSecurityGroupIds")).toEqual([
      "database-group",
    ]);
    expect(openings(plan, ingressType)).toEqual([
      "database-client → database-group tcp 5432-5432",
      "database-proxy-group → database-group tcp 5432-5432",
    ]);
  });

  it("lets an admitted client in to the proxy on 5432 and nowhere else", async () => {
    const plan = await declare(() => database().admit("api", "sg-api"));

    expect(openings(plan, ingressType)).toEqual([
      "database-client → database-group tcp 5432-5432",
      "database-proxy-group → database-group tcp 5432-5432",
      "sg-api → database-proxy-group tcp 5432-5432",
    ]);
  });

  it("never gives its clients the way back out: the proxy and the client group reach it, and nothing else", async () => {
    const plan = await declare(() => database({ readReplicas: 1 }));

    expect(openings(plan, egressType)).toEqual([
      "database-client → database-group tcp 5432-5432",
      "database-proxy-group → database-group tcp 5432-5432",
    ]);
    for (const group of plan.all("aws:ec2/securityGroup:SecurityGroup"))
      expect(group).not.toHaveProperty("egress");
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

    const group = plan.only(parametersType);
    expect(group).toMatchObject({ name: "shop-staging-database-17", family: "postgres17" });
    expect(group.parameters).toEqual([
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
      { name: "password_encryption", value: "scram-sha-256", applyMethod: "immediate" },
      { name: "max_connections", value: "100", applyMethod: "pending-reboot" },
      { name: "statement_timeout", value: "30000", applyMethod: "immediate" },
      { name: "idle_in_transaction_session_timeout", value: "60000", applyMethod: "immediate" },
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
      "/aws/rds/proxy/shop-staging-database 30 arn:logs-key",
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

  it("is monitored through a role that only RDS, for this database and its copies, may take", async () => {
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
    const role = plan.get("aws:iam/role:Role", "database-monitoring-role").inputs;
    const trust = JSON.parse(String(role.assumeRolePolicy));
    expect(trust.Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:rds:eu-central-1:111122223333:db:shop-staging-database*" },
        },
      }),
    ]);
  });

  it("tells clients where its proxy is and to verify whom they speak to, and no credential", async () => {
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

  it("hands out the address of its owner's secret once RDS has made it, and has it rotated by RDS", async () => {
    let arn: string | undefined;
    const plan = await declare(
      () => {
        database().credentialsArn.apply((made) => {
          arn = made;
        });
      },
      { pass: "resolved", answers: { [instanceType]: { masterUserSecrets: [{ secretArn: "arn:secret" }] } } },
    );

    expect(arn).toBe("arn:secret");
    expect(plan.only("aws:secretsmanager/secretRotation:SecretRotation")).toEqual({
      secretId: "arn:secret",
      rotationRules: { automaticallyAfterDays: 30 },
    });
  });

  it("says which class of data it holds", async () => {
    const plan = await declare(() => database({ readReplicas: 1 }));

    for (const { tags } of plan.all(instanceType)) expect(tags).toEqual({ "data-class": "personal" });
  });

  it("is known by name and ARN before it exists, and leaves only relations for AWS to fill", async () => {
    const plan = await declare(() => {
      const { name, arn, engine } = database();
      expect({ name, arn, engine }).toEqual({
        name: "shop-staging-database",
        arn: "arn:aws:rds:eu-central-1:111122223333:db:shop-staging-database",
        engine: "postgres",
      });
    });

    expect(madeByAws(plan)).toEqual([
      "database-client-to-server referencedSecurityGroupId",
      "database-client-to-server securityGroupId",
      "database-from-client referencedSecurityGroupId",
      "database-from-client securityGroupId",
      "database-from-proxy referencedSecurityGroupId",
      "database-from-proxy securityGroupId",
      "database-instance monitoringRoleArn",
      "database-owner-rotation secretId",
      "database-proxy roleArn",
      "database-proxy-target targetGroupName",
      "database-proxy-to-server referencedSecurityGroupId",
      "database-proxy-to-server securityGroupId",
    ]);
  });
});

describe("a read replica", () => {
  const instanceType = "aws:rds/instance:Instance";
  const replicated = () =>
    new Database("database", { ...beside, settings: { ...anInstance, readReplicas: 1 } });
  const replica = async () => (await declare(replicated)).get(instanceType, "database-replica-1");

  it("is made only where the stack asks for one", async () => {
    const plan = await declare(() => new Database("database", { ...beside, settings: anInstance }));

    expect(plan.names().filter((name) => name.includes("replica"))).toEqual([]);
  });

  it("copies the database under its own name, and takes from it what RDS refuses to be told again", async () => {
    const { inputs, uses } = await replica();

    expect(uses("replicateSourceDb")).toEqual(["database-instance"]);
    expect(inputs.identifier).toBe("shop-staging-database-replica-1");
    const inherited = ["engine", "engineVersion", "dbName", "username", "kmsKeyId", "dbSubnetGroupName"];
    expect(inherited.filter((key) => inputs[key] !== undefined)).toEqual([]);
  });

  it("is kept, encrypted, private and watched as the database is; its backups are the database's", async () => {
    const { inputs, uses, protect } = await replica();

    expect(protect).toBe(true);
    expect(inputs).toMatchObject({
      deletionProtection: true,
      storageEncrypted: true,
      publiclyAccessible: false,
      instanceClass: "db.t4g.medium",
      maxAllocatedStorage: 100,
      backupRetentionPeriod: 0,
      skipFinalSnapshot: true,
      autoMinorVersionUpgrade: true,
      monitoringInterval: 60,
      performanceInsightsEnabled: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    });
    expect(uses("parameterGroupName")).toEqual(["database-parameters"]);
    expect(uses("monitoringRoleArn")).toEqual(["database-monitoring-role"]);
  });

  it("has its log groups before RDS would make them", async () => {
    const plan = await declare(replicated);

    expect(logGroups(plan).filter((line) => line.includes("replica"))).toEqual([
      "/aws/rds/instance/shop-staging-database-replica-1/postgresql 30 arn:logs-key",
      "/aws/rds/instance/shop-staging-database-replica-1/upgrade 30 arn:logs-key",
    ]);
    expect(plan.get(instanceType, "database-replica-1").after).toEqual(
      expect.arrayContaining(["database-replica-1-logs-postgresql", "database-replica-1-logs-upgrade"]),
    );
  });

  it("stands behind a group of its own, which clients of the proxy are let in by too", async () => {
    const plan = await declare(() => replicated().admit("api", "sg-api"));

    expect(plan.get(instanceType, "database-replica-1").uses("vpcSecurityGroupIds")).toEqual([
      "database-replica-group",
    ]);
    expect(openings(plan, ingressType).filter((line) => line.startsWith("sg-api"))).toEqual([
      "sg-api → database-proxy-group tcp 5432-5432",
      "sg-api → database-replica-group tcp 5432-5432",
    ]);
  });

  it("is where clients are told to read", async () => {
    await declare(() => {
      const { env, readHost } = replicated();
      expect(env.DATABASE_READ_HOST).toBe(readHost);
      expect(pulumi.Output.isInstance(readHost)).toBe(true);
    });
  });
});
