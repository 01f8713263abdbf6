import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBProxyCommand,
  CreateDBSnapshotCommand,
  CreateDBSubnetGroupCommand,
  type DBInstance,
  DescribeDBInstancesCommand,
  DescribeDBProxyTargetsCommand,
  RDSClient,
  RegisterDBProxyTargetsCommand,
} from "@aws-sdk/client-rds";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { rollbackDatabase } from "../../ops/rollback/database.ts";
import { beginWork } from "../../ops/rollback.ts";
import { AuroraStandIn } from "./aurora-stand-in.ts";
import { RdsProxyChanges } from "./rds-proxy-changes.ts";
import { ids, Stack, snapshotName } from "./rollback-stack.ts";

const id = "prospector-staging-database";
const a = "20261101T000000Z-aaaaaa";

let stack: Stack;
let rds: RdsProxyChanges;
let real: RDSClient;
let secrets: SecretsManagerClient;
let group = "";

beforeAll(async () => {
  stack = await Stack.start();
  rds = await RdsProxyChanges.start(stack.moto.endpoint);
  real = new RDSClient(stack.moto.client);
  secrets = new SecretsManagerClient(stack.moto.client);
});
afterAll(async () => {
  rds?.stop();
  await stack?.stop();
});
afterEach(() => vi.unstubAllEnvs());

// moto gives every instance the same resource id, and is done with each change at once.
beforeEach(async () => {
  await stack.prepare();
  rds.reset();
  vi.stubEnv("AWS_ENDPOINT_URL_RDS", rds.url);
  const ec2 = new EC2Client(stack.moto.client);
  const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const VpcId = vpc.Vpc?.VpcId ?? "";
  const subnet = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.0.0/24" }));
  const SubnetIds = [subnet.Subnet?.SubnetId ?? ""];
  await real.send(
    new CreateDBSubnetGroupCommand({ DBSubnetGroupName: id, DBSubnetGroupDescription: "d", SubnetIds }),
  );
  const DBParameterGroupName = `${id}-17`;
  await real.send(
    new CreateDBParameterGroupCommand({
      DBParameterGroupName,
      DBParameterGroupFamily: "postgres17",
      Description: "d",
    }),
  );
  group = "sg-0123456789abcdef0";
  await real.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: id,
      DBInstanceClass: "db.t4g.medium",
      Engine: "postgres",
      EngineVersion: "17.6",
      AllocatedStorage: 20,
      MaxAllocatedStorage: 100,
      DBSubnetGroupName: id,
      DBParameterGroupName,
      VpcSecurityGroupIds: [group],
      MultiAZ: true,
      StorageType: "gp3",
      StorageEncrypted: true,
      KmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/data",
      MasterUsername: "owner",
      ManageMasterUserPassword: true,
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: "01:00-02:00",
      PreferredMaintenanceWindow: "sun:03:00-sun:04:00",
      DeletionProtection: true,
      EnableIAMDatabaseAuthentication: true,
      CopyTagsToSnapshot: true,
      EnableCloudwatchLogsExports: ["postgresql", "upgrade"],
      MonitoringInterval: 60,
      MonitoringRoleArn: "arn:aws:iam::123456789012:role/prospector-staging-database-monitoring",
      Tags: [{ Key: "data-class", Value: "personal" }],
    }),
  );
  await real.send(
    new CreateDBSnapshotCommand({ DBInstanceIdentifier: id, DBSnapshotIdentifier: snapshotName(2) }),
  );
  await real.send(
    new CreateDBProxyCommand({
      DBProxyName: id,
      EngineFamily: "POSTGRESQL",
      RoleArn: "arn:aws:iam::123456789012:role/proxy",
      VpcSubnetIds: SubnetIds,
      Auth: [
        {
          AuthScheme: "SECRETS",
          IAMAuth: "DISABLED",
          SecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-old-abcdef",
        },
        {
          AuthScheme: "SECRETS",
          IAMAuth: "DISABLED",
          SecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-abcdef",
        },
      ],
    }),
  );
  await real.send(new RegisterDBProxyTargetsCommand({ DBProxyName: id, DBInstanceIdentifiers: [id] }));
  for (const [name, by] of [
    ["DATABASE_URL", "database-credentials"],
    ["DATABASE_MONITOR_URL", "database-credentials"],
    ["DATABASE_APP_A", "another"],
    ["REDIS_URL", "cache-credentials"],
  ])
    await secrets.send(
      new CreateSecretCommand({
        Name: `prospector-staging/${name}`,
        SecretString: "v",
        Tags: [{ Key: "made-by", Value: by }],
      }),
    );
});

const back = async (wish: Parameters<typeof rollbackDatabase>[1], more = {}) => {
  const work = await beginWork("rollback --database", stack.target, stack.voice, stack.manner(more));
  return rollbackDatabase(work, wish);
};
const databases = async (): Promise<readonly DBInstance[]> =>
  (await real.send(new DescribeDBInstancesCommand({}))).DBInstances ?? [];
const names = async () => (await databases()).map((one) => one.DBInstanceIdentifier).toSorted();
const versionOf = async (name: string) =>
  (await secrets.send(new DescribeSecretCommand({ SecretId: `prospector-staging/${name}` })))
    .VersionIdsToStages;

describe("ops rollback --database", () => {
  it("says first what is lost, and without --yes changes nothing", async () => {
    expect(await back({ to: a }, { act: false })).toBe("planned");
    const text = stack.said.join("\n");

    expect(text).toMatch(
      /^DATA IS LOST: all that was written in the last (less than a minute|\d+ minutes?), since 20/m,
    );
    expect(text).toContain(`database   ${id} → the snapshot ${snapshotName(2)}, restored to a new one`);
    expect(text).toContain(`release    ${a}`);
    expect(text.match(/^ {2}\+ /gm)?.length).toBe(8);
    expect([rds.actions, stack.ecs.changes]).toEqual([[], []]);
  });

  it("restores to a new instance with every setting of the old one, and puts it in its place", async () => {
    const [old] = await databases();
    expect(await back({ to: a })).toBe("done");

    const [before, made] = (await databases()).toSorted((x, y) =>
      (y.DBInstanceIdentifier ?? "").localeCompare(x.DBInstanceIdentifier ?? ""),
    );
    expect(await names()).toEqual([id, expect.stringMatching(new RegExp(`^${id}-before-\\d{10}$`))]);
    expect(before?.TagList).toEqual([{ Key: "data-class", Value: "personal" }]);
    const copied = (one: DBInstance | undefined) => ({
      class: one?.DBInstanceClass,
      subnets: one?.DBSubnetGroup?.DBSubnetGroupName,
      groups: one?.VpcSecurityGroups,
      parameters: one?.DBParameterGroups?.map(({ DBParameterGroupName }) => DBParameterGroupName),
      twoZones: one?.MultiAZ,
      storage: [one?.StorageType, one?.StorageEncrypted, one?.KmsKeyId, one?.MaxAllocatedStorage],
      backups: [one?.BackupRetentionPeriod, one?.PreferredBackupWindow, one?.PreferredMaintenanceWindow],
      locked: one?.DeletionProtection,
      logs: one?.EnabledCloudwatchLogsExports,
      iam: one?.IAMDatabaseAuthenticationEnabled,
      monitoring: [one?.MonitoringInterval, one?.MonitoringRoleArn],
      tagsToSnapshots: one?.CopyTagsToSnapshot,
      version: one?.EngineVersion,
    });
    expect(copied(made)).toEqual(copied(old));
    const restore = rds.changes.find(({ action }) => action === "RestoreDBInstanceFromDBSnapshot");
    expect(restore?.parameters.get("PubliclyAccessible")).toBe("false");
    expect(made?.MasterUserSecret?.SecretArn).toBeDefined();
    expect(made?.MasterUserSecret?.SecretArn).not.toBe(old?.MasterUserSecret?.SecretArn);
    expect(Object.fromEntries((made?.TagList ?? []).map(({ Key, Value }) => [Key, Value]))).toEqual({
      "data-class": "personal",
      "restored-for": `to ${a}`,
      "restored-from": snapshotName(2),
      "restored-to": expect.stringMatching(/^20.*Z$/),
      "restored-step": "done",
    });
  });

  it("does it in the one order that works, and the proxy is told of owner and target", async () => {
    await back({ to: a });

    expect(rds.actions.filter((action) => action !== "AddTagsToResource")).toEqual([
      "RestoreDBInstanceFromDBSnapshot",
      "ModifyDBInstance",
      expect.stringMatching(new RegExp(`^ModifyDBInstance ${id}-before-`)),
      `ModifyDBInstance ${id}`,
      "ModifyDBInstance owner",
      "ModifyDBProxy",
      "DeregisterDBProxyTargets",
      "RegisterDBProxyTargets",
    ]);
    const told = rds.changes.find(({ action }) => action === "ModifyDBProxy")?.parameters;
    const [made] = (await databases()).filter((one) => one.DBInstanceIdentifier === id);
    expect([told?.get("Auth.member.1.SecretArn"), told?.get("Auth.member.2.SecretArn")]).toEqual([
      made?.MasterUserSecret?.SecretArn,
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-abcdef",
    ]);
    const { Targets = [] } = await real.send(new DescribeDBProxyTargetsCommand({ DBProxyName: id }));
    expect(Targets.map(({ RdsResourceId, TargetHealth }) => [RdsResourceId, TargetHealth?.State])).toEqual([
      [id, "AVAILABLE"],
    ]);
  });

  it("rotates the logins' secrets and no others, then deploys the release that fits", async () => {
    const all = ["DATABASE_URL", "DATABASE_MONITOR_URL", "DATABASE_APP_A", "REDIS_URL"];
    const before = await Promise.all(all.map(versionOf));
    await back({ to: a });

    const after = await Promise.all(all.map(versionOf));
    const changed = all.filter(
      (_, at) => Object.keys(after[at] ?? {}).join() !== Object.keys(before[at] ?? {}).join(),
    );
    expect(changed).toEqual(["DATABASE_URL", "DATABASE_MONITOR_URL"]);
    expect(stack.serving).toEqual(Object.fromEntries(ids.map((name) => [name, "1"])));
    expect(Object.values(await stack.records("rollback/"))).toEqual([
      expect.objectContaining({ to: a, result: "serves" }),
    ]);
  });

  it("prints how Pulumi learns of the new instance", async () => {
    await back({ to: a });

    expect(stack.said.join("\n")).toMatch(
      /Before anybody runs `\.\/golive up`:\n {2}pulumi stack export --stack staging --file before\.json.*\n {2}sed 's\/db-\w+\/db-\w+\/g' before\.json > after\.json\n {2}pulumi stack import --stack staging --file after\.json\n {2}pulumi refresh --stack staging --target '\*\*::database-instance'\n {2}\.\/golive preview staging\n/,
    );
  });

  it.each([
    "RestoreDBInstanceFromDBSnapshot",
    "ModifyDBInstance",
    "DeregisterDBProxyTargets",
    "AddTagsToResource",
  ])("goes on where an earlier run ended at %s, and repeats nothing that is done", async (action) => {
    for (const nth of [1, 2, 3, 4]) {
      let seen = 0;
      rds.before = (asked) => asked !== action || ++seen !== nth;
      const ended = await back({ to: a }).catch((error: Error) => error.message);
      if (ended === "done") break;
      expect(ended).toContain("InvalidParameterValue: a test");
      expect(stack.said.join("\n")).toContain(
        `./golive ops rollback staging --database --to ${a} --watch-minutes 1 --yes`,
      );
    }
    rds.before = () => true;
    if (stack.serving.api !== "1") expect(await back({ to: a })).toBe("done");

    expect(await names()).toEqual([id, expect.stringMatching(`^${id}-before-`)]);
    expect(rds.actions.filter((one) => one === "RestoreDBInstanceFromDBSnapshot").length).toBe(1);
    expect(rds.actions.filter((one) => one === "ModifyDBInstance owner").length).toBe(1);
  });

  it("stopped by Ctrl-C between two steps, hides nothing and goes on in a second run", async () => {
    const stop = new AbortController();
    rds.before = (action) => {
      if (action === "DeregisterDBProxyTargets") stop.abort();
      return true;
    };
    await expect(back({ to: a }, { signal: stop.signal })).rejects.toThrow("interrupted");
    expect(stack.said.join("\n")).toContain("pulumi stack export");

    rds.before = () => true;
    expect(await back({ to: a })).toBe("done");
    expect(await names()).toEqual([id, expect.stringMatching(`^${id}-before-`)]);
  });

  it("restores to a point in time with the release that served then", async () => {
    const at = new Date("2026-11-05T00:00:00Z");
    expect(await back({ at })).toBe("done");

    const restore = rds.changes.find(({ action }) => action === "RestoreDBInstanceToPointInTime")?.parameters;
    expect([restore?.get("SourceDBInstanceIdentifier"), restore?.get("RestoreTime")]).toEqual([
      id,
      "2026-11-05T00:00:00Z",
    ]);
    expect(stack.said.join("\n")).toContain("./golive preview staging");
    expect(stack.serving.api).toBe("1");
  });

  it("refuses what cannot be: no snapshot that fits, no release of then, a time to come, an unknown release", async () => {
    const b = "20261110T000000Z-bbbbbb";
    await expect(back({ to: b })).rejects.toThrow(
      /^no snapshot of prospector-staging holds a schema that 20261110T000000Z-bbbbbb runs on \(0042\)/,
    );
    await expect(back({ at: new Date("2026-10-01T00:00:00Z") })).rejects.toThrow(
      /^no release that is written down served at 2026-10-01/,
    );
    await expect(back({ at: new Date("2099-01-01T00:00:00Z") })).rejects.toMatchObject({
      mistakes: [{ path: "--at" }],
    });
    await expect(back({ to: "nothing" })).rejects.toMatchObject({
      mistakes: [{ path: "--to", found: "nothing" }],
    });
    expect(rds.actions).toEqual([]);
  });
});

describe("ops rollback --database of an Aurora cluster", () => {
  const aurora = () => {
    const { config } = stack.target;
    const capacity = { min: 0.5, max: 2 };
    const database = { ...config.database, engine: "aurora-postgresql" as const, capacity };
    return { ...stack.target, config: { ...config, database } };
  };

  it("restores cluster and members, and renames both, though a change takes its time", async () => {
    const cloud = new AuroraStandIn(snapshotName(2));
    await using endpoint = await cloud.listen();
    vi.stubEnv("AWS_ENDPOINT_URL_RDS", endpoint.url);
    const old = cloud.cluster({
      DBClusterIdentifier: id,
      KmsKeyId: "key",
      Port: "5432",
      DBClusterParameterGroup: `${id}-17`,
      TagList: [{ Key: "data-class", Value: "personal" }],
    });
    cloud.member(`${id}-1`, id, "db.serverless", "0");
    cloud.member(`${id}-2`, id, "db.serverless", "1");

    const work = await beginWork("rollback --database", aurora(), stack.voice, stack.manner());
    expect(await rollbackDatabase(work, { to: a })).toBe("done");

    const made = cloud.clusters.find((one) => one.DBClusterIdentifier === id);
    const aside = old.DBClusterIdentifier;
    expect(aside).toMatch(new RegExp(`^${id}-before-\\d{10}$`));
    expect(cloud.membersOf(old).map((one) => one.DBInstanceIdentifier)).toEqual([`${aside}-1`, `${aside}-2`]);
    const members = cloud
      .membersOf(made)
      .map((one) => [one.DBInstanceIdentifier, one.DBInstanceClass, one.PromotionTier]);
    expect(members).toEqual([
      [`${id}-1`, "db.serverless", "0"],
      [`${id}-2`, "db.serverless", "1"],
    ]);
    expect(made).toMatchObject({ KmsKeyId: "key", Port: "5432", DBClusterParameterGroup: `${id}-17` });
    expect(made?.TagList.map(({ Key }) => Key)).toEqual([
      "data-class",
      "restored-for",
      "restored-from",
      "restored-to",
      "restored-step",
    ]);
    const changes = cloud.changes.filter((one) => one !== "AddTagsToResource");
    const fresh = changes[0]?.split(" ")[1];
    expect(changes).toEqual([
      `RestoreDBClusterFromSnapshot ${fresh}`,
      `ModifyDBCluster ${fresh}`,
      `CreateDBInstance ${fresh} ${fresh}-1`,
      `CreateDBInstance ${fresh} ${fresh}-2`,
      `ModifyDBCluster ${id} ${aside}`,
      `ModifyDBInstance ${id}-1 ${aside}-1`,
      `ModifyDBInstance ${id}-2 ${aside}-2`,
      `ModifyDBCluster ${fresh} ${id}`,
      `ModifyDBInstance ${fresh}-1 ${id}-1`,
      `ModifyDBInstance ${fresh}-2 ${id}-2`,
      `ModifyDBCluster ${id}`,
      "ModifyDBProxy",
      "DeregisterDBProxyTargets",
      "RegisterDBProxyTargets",
    ]);
    expect(stack.said.join("\n")).toContain(
      "pulumi refresh --stack staging --target '**::database-cluster' --target '**::database-member-*'",
    );
  });
});
