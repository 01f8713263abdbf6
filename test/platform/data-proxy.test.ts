import { describe, expect, it } from "vitest";
import { Database } from "../../components/data/database.ts";
import { readsOwner } from "../../components/data/postgres/owner.ts";
import { declare } from "./declare.ts";
import { aCluster, anInstance, beside, egressType, logGroups, openings, place } from "./stores.ts";

const proxyType = "aws:rds/proxy:Proxy";
const database = () => new Database("database", { ...beside, settings: anInstance });
const cluster = () => new Database("database", { ...beside, settings: aCluster });

describe("the proxy in front of the database", () => {
  it("refuses every session in the clear, and writes down no statement", async () => {
    const plan = await declare(database);

    expect(plan.only(proxyType)).toMatchObject({
      name: "shop-staging-database",
      engineFamily: "POSTGRESQL",
      requireTls: true,
      debugLogging: false,
      idleClientTimeout: 1800,
      vpcSubnetIds: ["subnet-1", "subnet-2"],
    });
  });

  it("signs in as the owner and as the application's two logins, each by a password in SCRAM", async () => {
    const answers = {
      "aws:rds/instance:Instance": { masterUserSecrets: [{ secretArn: "arn:owner" }] },
    };
    const plan = await declare(database, { pass: "resolved", answers });

    const scram = {
      authScheme: "SECRETS",
      iamAuth: "DISABLED",
      clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
    };
    expect(plan.only(proxyType).auths).toEqual([
      { ...scram, secretArn: "arn:owner", description: "the owner" },
      { ...scram, secretArn: "arn:login-a", description: "shop-staging/DATABASE_APP_A" },
      { ...scram, secretArn: "arn:login-b", description: "shop-staging/DATABASE_APP_B" },
    ]);
  });

  it("leaves a quarter of the connections to who connects directly, and lets nobody wait for long", async () => {
    const plan = await declare(database);

    expect(plan.only("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup").connectionPoolConfig).toEqual(
      {
        maxConnectionsPercent: 75,
        maxIdleConnectionsPercent: 25,
        connectionBorrowTimeout: 30,
      },
    );
  });

  it("stands in front of this instance, or of this cluster once it has servers", async () => {
    const [alone, many] = [await declare(database), await declare(cluster)];

    const targetType = "aws:rds/proxyTarget:ProxyTarget";
    const target = alone.get(targetType, "database-proxy-target");
    expect(target.uses("dbInstanceIdentifier")).toEqual(["database-instance"]);
    expect(target.inputs).not.toHaveProperty("dbClusterIdentifier");
    expect(many.get(targetType, "database-proxy-target").uses("dbClusterIdentifier")).toEqual([
      "database-cluster",
      "database-member-1",
      "database-member-2",
    ]);
  });

  it("may leave its group to the server alone", async () => {
    const plan = await declare(database);

    expect(plan.get(proxyType, "database-proxy").uses("vpcSecurityGroupIds")).toEqual([
      "database-proxy-group",
    ]);
    expect(openings(plan, egressType).filter((line) => line.startsWith("database-proxy-group"))).toEqual([
      "database-proxy-group → database-group tcp 5432-5432",
    ]);
  });

  it("has its log group, and what it may read, before it exists", async () => {
    const plan = await declare(database);

    expect(logGroups(plan)).toContain("/aws/rds/proxy/shop-staging-database 30 arn:logs-key");
    expect(plan.get(proxyType, "database-proxy").after).toEqual(
      expect.arrayContaining(["database-proxy-log", "database-proxy-role-policy"]),
    );
  });

  it("reads exactly those three secrets, with the one key, as RDS of this account", async () => {
    const plan = await declare(database);

    const role = plan.get("aws:iam/role:Role", "database-proxy-role").inputs;
    expect(role.name).toBe("shop-staging-database-proxy");
    expect(JSON.parse(String(role.assumeRolePolicy)).Statement).toEqual([
      {
        Sid: "OnlyForUs",
        Effect: "Allow",
        Principal: { Service: "rds.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:rds:eu-central-1:111122223333:db-proxy:*" },
        },
      },
    ]);
    const secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret";
    const logins = [
      `${secret}:shop-staging/DATABASE_APP_A-??????`,
      `${secret}:shop-staging/DATABASE_APP_B-??????`,
    ];
    const decrypts = (sid: string, arns: readonly string[]) => ({
      Sid: sid,
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: "arn:aws:kms:eu-central-1:111122223333:key/*",
      Condition: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/shop-staging-secrets" },
        StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" },
        StringLike: { "kms:EncryptionContext:SecretARN": arns },
      },
    });
    const policy = plan.get("aws:iam/rolePolicy:RolePolicy", "database-proxy-role-policy").inputs.policy;
    expect(JSON.parse(String(policy)).Statement).toEqual([
      {
        Sid: "OwnerOfTheDatabase",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: `${secret}:rds!db-*`,
        Condition: {
          StringEquals: {
            "secretsmanager:ResourceTag/aws:rds:primaryDBInstanceArn":
              "arn:aws:rds:eu-central-1:111122223333:db:shop-staging-database",
          },
        },
      },
      decrypts("KeyOfTheOwner", [`${secret}:rds!db-*`]),
      {
        Sid: "LoginsOfTheApplication",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: logins,
      },
      decrypts("KeySecrets", logins),
    ]);
  });

  it("is what clients connect to, once the server stands behind it", async () => {
    let host: string | undefined;
    await declare(
      () => {
        database().proxyHost.apply((known) => {
          host = known;
        });
      },
      { pass: "resolved", answers: { [proxyType]: { endpoint: "proxy.internal" } } },
    );

    expect(host).toBe("proxy.internal");
  });
});

describe("who may read a cluster's owner", () => {
  it("is told by the cluster's tag, for RDS chooses the secret's name", () => {
    const [read] = readsOwner(place, "aurora-postgresql", "shop-staging-database");

    expect(read).toMatchObject({
      Resource: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds!cluster-*",
      Condition: {
        StringEquals: {
          "secretsmanager:ResourceTag/aws:rds:primaryDBClusterArn":
            "arn:aws:rds:eu-central-1:111122223333:cluster:shop-staging-database",
        },
      },
    });
  });
});
