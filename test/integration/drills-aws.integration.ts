import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { CreateDBInstanceCommand, DescribeDBSnapshotsCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { drumbeat } from "../../ops/drumbeat.ts";
import { incident, incidentsOf } from "../../ops/incident.ts";
import { takeSnapshot } from "../../ops/migrate/snapshot.ts";
import { turnAll } from "../../ops/rotate/turn.ts";
import { rotatable } from "../../ops/rotate/which.ts";
import { keep } from "../../ops/trial/trial.ts";
import { Endpoint } from "../cli/running.ts";
import { World } from "../drills/world.ts";
import { account, Moto } from "./moto.ts";

// Real: the commands, the SDK, moto's SNS, SES, RDS, Secrets Manager and CloudWatch. Stood in for: AWS Backup's list of
// backups, which moto lacks.
let moto: Moto;
let backup: Endpoint;
let world: World;
let backups: readonly object[];

beforeAll(async () => {
  moto = await Moto.start();
  backup = await Endpoint.start(() => ({ body: JSON.stringify({ RecoveryPoints: backups }) }));
});
afterAll(async () => {
  await backup?.[Symbol.asyncDispose]();
  await moto?.stop();
});
beforeEach(async () => {
  await moto.reset();
  backups = [{ Status: "COMPLETED", CreationDate: Math.floor(Date.now() / 1000) - 7200 }];
  world = new World({ account });
  for (const [name, value] of Object.entries({ ...moto.environment, AWS_ENDPOINT_URL_BACKUP: backup.url }))
    vi.stubEnv(name, value);
});
afterEach(() => {
  world[Symbol.dispose]();
  vi.unstubAllEnvs();
});

const wish = { text: undefined, id: undefined, close: false, drill: false };

describe("ops incident", () => {
  const topic = async (pager?: string) => {
    const sns = new SNSClient(moto.client);
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "prospector-staging-tickets" }));
    await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "oncall@prospector.example" }),
    );
    if (pager) await sns.send(new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: pager }));
  };
  const mail = async () => {
    const ses = new SESv2Client(moto.client);
    await ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName: "prospector-staging" }));
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: "staging.prospector.example" }));
  };
  it("tells the topic and every contact that it does not reach, and keeps the timeline", async () => {
    await topic();
    await mail();
    const opened = await world.act(incident({ ...wish, text: "checkout answers 500" }));
    const id = String(opened.measurements.incident);
    const closed = await world.act(incident({ ...wish, text: "a pool was too small", id, close: true }));

    expect([opened.result, opened.failures, closed.result]).toEqual(["passed", [], "passed"]);
    expect(opened.says).toBe(`incident ${id} opened: checkout answers 500`);
    expect(String(opened.measurements.told).split(", ").toSorted()).toEqual([
      "cto@prospector.example",
      "data@prospector.example",
      "oncall@prospector.example",
      "platform@prospector.example",
    ]);
    const [known] = await incidentsOf(await world.trial());
    expect([
      known?.id,
      known?.open,
      known?.drill,
      known?.steps.map(({ step, text }) => [step, text]),
    ]).toEqual([
      id,
      false,
      false,
      [
        ["opened", "checkout answers 500"],
        ["closed", "a pool was too small"],
      ],
    ]);
    const again = incident({ ...wish, text: "it is back", id });
    await expect(world.act(again)).rejects.toThrow("an incident that comes back is a new one");
  });

  it("rehearses, and says so wherever it says something", async () => {
    const posted: string[] = [];
    await using pager = await Endpoint.start((_, body) => {
      posted.push(body);
      return { body: "" };
    });
    await topic(pager.url);
    await mail();
    const record = await world.act(incident({ ...wish, drill: true }));

    expect([record.result, record.says]).toEqual([
      "passed",
      `rehearsal of incident ${record.measurements.incident} closed: a rehearsal of how stakeholders are told; nothing is wrong`,
    ]);
    expect(posted.map((body) => JSON.parse(body).Subject)).toEqual([
      "REHEARSAL: incident opened, prospector-staging",
      "REHEARSAL: incident closed, prospector-staging",
    ]);
  });

  it("names whom it could not tell", async () => {
    await topic(); // without mail
    const { result, failures } = await world.act(incident({ ...wish, text: "checkout answers 500" }));

    expect(result).toBe("failed");
    expect(failures.map(({ what, requirements }) => [what.split(",")[0], requirements])).toEqual([
      ["infrastructure (platform@prospector.example) was not told", ["C21"]],
      ["database (data@prospector.example) was not told", ["C21"]],
      ["escalation (cto@prospector.example) was not told", ["C21"]],
    ]);
  });

  it.each([
    [{ ...wish, text: " a " }, "a, and"],
    [{ ...wish, text: "it is over", close: true }, "without --id"],
  ])("refuses words that do not fit: %j", (words, _) => {
    expect(() => incident(words)).toThrow(/text: a|without --id/);
  });

  it("refuses an incident that is not known", async () => {
    await topic();
    await expect(world.plan(incident({ ...wish, text: "more of it", id: "x" }))).rejects.toThrow("--id: x");
  });
});

describe("the snapshot before a migration", () => {
  const database = "prospector-staging-database";

  it("is taken, and waited for", async () => {
    const rds = new RDSClient(moto.client);
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: database,
        DBInstanceClass: "db.t4g.medium",
        Engine: "postgres",
        AllocatedStorage: 20,
        MasterUsername: "owner",
        MasterUserPassword: "the-owner-of-the-test",
      }),
    );
    await takeSnapshot(await world.work(), { from: database, name: "prospector-staging-by-hand-1" });
    const { DBSnapshots = [] } = await rds.send(new DescribeDBSnapshotsCommand({}));
    expect(DBSnapshots.map((one) => [one.DBSnapshotIdentifier, one.DBInstanceIdentifier])).toContainEqual([
      "prospector-staging-by-hand-1",
      database,
    ]);
  });

  it("is not taken of what is not there", async () => {
    const taking = takeSnapshot(await world.work(), { from: database, name: "x" });
    await expect(taking).rejects.toThrow(`there is no database ${database} to back up`);
  });
});

describe("rotation in Secrets Manager", () => {
  const turned = async (name: string) => turnAll(await world.work(), rotatable(world.target, [name]), 1);

  it("waits until the new version is the current one", async () => {
    const secrets = new SecretsManagerClient(moto.client);
    const Name = "prospector-staging/SUPABASE_JWT_SECRET";
    await secrets.send(new CreateSecretCommand({ Name, SecretString: "{}" }));
    const current = async () => {
      const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId: Name }));
      return Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes("AWSCURRENT"));
    };
    const before = await current();

    expect(await turned("SUPABASE_JWT_SECRET")).toEqual([]);
    const after = await current();
    expect([typeof after, after === before]).toEqual(["string", false]);
    expect(world.said).toContain("  ✔ SUPABASE_JWT_SECRET has a new value");
  });

  it("says which secret is not there", async () => {
    await expect(turned("REDIS_URL")).rejects.toThrow(
      "there is no secret prospector-staging/REDIS_URL: `./golive up staging` makes it",
    );
  });
});

describe("ops drumbeat", () => {
  const watch = new Map([["prospector-staging-api-budget", "OK"]]);
  const lines = async () => [];
  async function lively(connections: number, alarm: "OK" | "ALARM" = "OK") {
    const cloudwatch = new CloudWatchClient(moto.client);
    for (const AlarmName of watch.keys()) {
      await cloudwatch.send(
        new PutMetricAlarmCommand({
          ...{
            AlarmName,
            Namespace: "n",
            MetricName: "m",
            Statistic: "Sum",
            Period: 60,
            EvaluationPeriods: 1,
          },
          ...{ Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
          AlarmActions: [`arn:aws:sns:eu-central-1:${account}:prospector-staging-tickets`],
        }),
      );
      await cloudwatch.send(
        new SetAlarmStateCommand({ AlarmName, StateValue: alarm, StateReason: "a test" }),
      );
    }
    const Dimensions = [{ Name: "DBInstanceIdentifier", Value: "prospector-staging-database" }];
    const MetricData = [
      {
        MetricName: "DatabaseConnections",
        Dimensions,
        Value: connections,
        Timestamp: new Date(Date.now() - 120_000),
      },
    ];
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: "AWS/RDS", MetricData }));
  }
  const restored = async () =>
    keep(await world.trial(), "restore", { began: new Date(), passed: true, says: "restored" });

  it("finds everything as it must be, under the name of its beat", async () => {
    await lively(49);
    await restored();
    const record = await world.act(drumbeat("daily", lines));

    expect([record.result, record.subject, record.failures]).toEqual(["passed", "daily", []]);
    expect(record.measurements).toEqual({
      connections: "at most 49 of 100, 49 %",
      backups: "the newest is 2 h old",
      alarms: "1 are calm",
      "error budget": "used up no faster than it is given",
      restore: "passed 0 days ago",
      records: "1 in an unbroken chain",
    });
  });

  it("finds each thing that is not", async () => {
    await lively(50, "ALARM");
    backups = [{ Status: "PARTIAL", CreationDate: Math.floor(Date.now() / 1000) }];
    const { result, failures } = await world.act(drumbeat("hour", lines));

    expect(result).toBe("failed");
    expect(failures.map(({ what }) => what)).toEqual([
      "connections: at most 50 of 100, 50 %",
      "backups: none of the database within 26 h",
      "error budget: used up too fast: prospector-staging-api-budget",
      "restore: no restore is written down",
    ]);
  });

  it("is not proven where AWS knows nothing", async () => {
    const { failures } = await world.act(drumbeat("hour", lines));
    expect(failures.map(({ what }) => what.split(":")[0])).toEqual([
      "connections",
      "alarms",
      "error budget",
      "restore",
    ]);
  });

  it("says each week that it will burden the product", async () => {
    expect((await world.plan(drumbeat("weekly", lines)))[1]).toMatch(/^then asks for 60 s at 110/);
  });
});
