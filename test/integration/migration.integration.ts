import { DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateClusterCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateDBClusterCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Settings } from "../../functions/migration/settings.ts";
import { EcsStandIn } from "./ecs-stand-in.ts";
import { EcsTasks } from "./ecs-tasks.ts";
import { Invoked } from "./invoke.ts";
import { account, Moto, region } from "./moto.ts";

const prefix = "seeds-test";
const evidence = "evidence";
const digest = (release: string) => `sha256:${release.repeat(64)}`;
const imageOf = (release: string) => `${account}.dkr.ecr.${region}.amazonaws.com/api@${digest(release)}`;
const arn = (kind: string, id: string) => `arn:aws:ecs:${region}:${account}:${kind}/${prefix}/${id}`;

// Stood in for, as moto lacks them: service revisions and deployments; and of tasks, their time, end, exit code and token.
const tasks = new EcsTasks();
let moto: Moto;
let aws: EcsStandIn;
let ecs: ECSClient;
let rds: RDSClient;
let s3: S3Client;
let subnet: string;
let invoked: Invoked | undefined;

const settings = (engine: Settings["database"]["engine"], change: Partial<Settings> = {}): Settings => ({
  prefix,
  cluster: prefix,
  migrate: {
    family: `${prefix}-task-migrate`,
    container: "task-migrate",
    alsoWears: ["sg-database"],
    timeoutMinutes: 30,
  },
  verify: { family: `${prefix}-task-verify`, container: "task-verify", alsoWears: [], timeoutMinutes: 10 },
  database: { engine, identifier: `${prefix}-database` },
  evidence,
  schema: { version: "2", runsWith: ["1", "2"], keeps: ["1"] },
  rollbackDays: 14,
  keepSnapshots: 2,
  ...change,
});

beforeAll(async () => {
  moto = await Moto.start();
  aws = await EcsStandIn.start(moto, tasks.plays);
  ecs = new ECSClient(aws.client);
  rds = new RDSClient(moto.client);
  s3 = new S3Client({ ...moto.client, forcePathStyle: true });
});
afterAll(async () => {
  await aws?.stop();
  await moto?.stop();
});

beforeEach(async () => {
  await moto.reset();
  tasks.forget();
  aws.calls.length = 0;
  await ecs.send(new CreateClusterCommand({ clusterName: prefix }));
  const { Subnets } = await new EC2Client(moto.client).send(new DescribeSubnetsCommand());
  subnet = Subnets?.[0]?.SubnetId ?? "";
  await s3.send(
    new CreateBucketCommand({ Bucket: evidence, CreateBucketConfiguration: { LocationConstraint: region } }),
  );
  const owner = { MasterUsername: "owner", MasterUserPassword: "the-owner-of-the-test" };
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: `${prefix}-database`,
      DBInstanceClass: "db.t4g.micro",
      Engine: "postgres",
      AllocatedStorage: 20,
      ...owner,
    }),
  );
  await rds.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: `${prefix}-database`,
      Engine: "aurora-postgresql",
      ...owner,
    }),
  );
});
afterEach(async () => {
  await invoked?.stop();
  invoked = undefined;
});

async function register(id: string, release: string): Promise<string> {
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: `${prefix}-${id}`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: id, image: imageOf(release), memory: 512 }],
    }),
  );
  return taskDefinition?.taskDefinitionArn ?? "";
}

/** A release's definitions as the program registers them, and the event with which ECS asks for its deployment. */
async function release(of: string, revision: string, sources: readonly string[] = []): Promise<unknown> {
  const [service] = [
    await register("api", of),
    await register("task-migrate", of),
    await register("task-verify", of),
  ];
  const target = arn("service-revision", `api/${revision}`);
  const deployment = arn("service-deployment", `api/${revision}`);
  tasks.revisions.set(target, {
    serviceRevisionArn: target,
    taskDefinition: service,
    createdAt: Date.now() / 1000,
    networkConfiguration: {
      awsvpcConfiguration: { subnets: [subnet], securityGroups: ["sg-api"], assignPublicIp: "DISABLED" },
    },
  });
  tasks.deployments.set(deployment, {
    serviceDeploymentArn: deployment,
    sourceServiceRevisions: sources.map((source) => ({ arn: arn("service-revision", `api/${source}`) })),
  });
  return {
    executionId: "e8d5a28f-eb01-4f3c-9454-a30ba6dc54bc",
    lifecycleStage: "PRE_SCALE_UP",
    resourceArn: deployment,
    executionDetails: { serviceArn: arn("service", "api"), targetServiceRevisionArn: target },
  };
}

const invoke = async (told: Settings): Promise<Invoked> => {
  await invoked?.stop();
  invoked = await Invoked.start("migration", told, aws.environment);
  return invoked;
};
const again = { answer: { hookStatus: "IN_PROGRESS", callBackDelay: 15 } };
const succeeded = { answer: { hookStatus: "SUCCEEDED" } };
const failed = { answer: { hookStatus: "FAILED" } };

const asked = (operation: string) =>
  aws.calls.filter((call) => call.operation === operation).map(({ input }) => input);

async function records(below: string): Promise<Record<string, unknown>[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: evidence, Prefix: below }));
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: evidence, Key }));
      return { Key, ...JSON.parse((await Body?.transformToString()) ?? "") };
    }),
  );
}

/** Not those that RDS takes by itself. */
const manual = { SnapshotType: "manual" };
const engines = {
  postgres: async () =>
    (await rds.send(new DescribeDBSnapshotsCommand(manual))).DBSnapshots?.map((one) => ({
      name: one.DBSnapshotIdentifier,
      tags: one.TagList,
    })),
  "aurora-postgresql": async () =>
    (await rds.send(new DescribeDBClusterSnapshotsCommand(manual))).DBClusterSnapshots?.map((one) => ({
      name: one.DBClusterSnapshotIdentifier,
      tags: one.TagList,
    })),
} as const;

describe.each(["postgres", "aurora-postgresql"] as const)("a release before a database of %s", (engine) => {
  it("is let in after a snapshot, its migrations and their verification, in a process as Lambda's", async () => {
    const event = await release("a", "1");
    const hook = await invoke(settings(engine));

    expect(await hook.ask(event)).toEqual(again);
    const [snapshot] = (await engines[engine]()) ?? [];
    expect(snapshot?.name).toMatch(/^seeds-test-release-a{12}-[0-9a-z]{8}$/);
    expect(snapshot?.tags).toEqual([
      { Key: "release", Value: digest("a") },
      { Key: "stack", Value: prefix },
    ]);

    expect([await hook.ask(event), await hook.ask(event)]).toEqual([again, again]);
    expect(asked("RunTask")).toHaveLength(1);
    tasks.end({ exitCode: 0 });
    expect([await hook.ask(event), await hook.ask(event)]).toEqual([again, again]);
    tasks.end({ exitCode: 0 });
    expect(await hook.ask(event)).toEqual(succeeded);

    expect(asked("RunTask")).toEqual(
      (["migrate", "verify"] as const).map((work) => ({
        cluster: prefix,
        taskDefinition: `arn:aws:ecs:${region}:${account}:task-definition/${prefix}-task-${work}:1`,
        count: 1,
        launchType: "FARGATE",
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [subnet],
            securityGroups: work === "migrate" ? ["sg-api", "sg-database"] : ["sg-api"],
            assignPublicIp: "DISABLED",
          },
        },
        propagateTags: "TASK_DEFINITION",
        startedBy: expect.stringMatching(new RegExp(`^${work}/a{12}/[0-9a-f]{8}$`)),
        clientToken: expect.stringMatching(new RegExp(`^${work}/a{12}/[0-9a-f]{8}$`)),
      })),
    );
    const [record, ...others] = await records("migration");
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      Key: expect.stringMatching(/^migration\/a{64}\/(db|cluster)-[0-9A-Za-z]+\.json$/),
      image: imageOf("a"),
      schema: { version: "2", runsWith: ["1", "2"], keeps: ["1"] },
      snapshot: snapshot?.name,
      tasks: { migrate: { exitCode: 0 }, verify: { exitCode: 0 } },
      result: "SUCCESSFUL",
    });

    // Whatever of it ECS has forgotten meanwhile.
    tasks.forget();
    expect(await hook.ask(await release("a", "2", ["1"]))).toEqual(succeeded);
    expect(asked("RunTask")).toHaveLength(2);
  });

  it("has its snapshot kept, and old ones of releases deleted, but nobody else's", async () => {
    const names = [
      "seeds-test-release-111111111111-00000000",
      "seeds-test-release-222222222222-00000000",
      "mine",
    ];
    for (const name of names)
      await (engine === "postgres"
        ? rds.send(
            new CreateDBSnapshotCommand({
              DBInstanceIdentifier: `${prefix}-database`,
              DBSnapshotIdentifier: name,
            }),
          )
        : rds.send(
            new CreateDBClusterSnapshotCommand({
              DBClusterIdentifier: `${prefix}-database`,
              DBClusterSnapshotIdentifier: name,
            }),
          ));
    const event = await release("a", "1");
    const hook = await invoke(settings(engine));
    await hook.ask(event);
    await hook.ask(event);

    const left = ((await engines[engine]()) ?? []).map(({ name }) => name);
    expect(left.toSorted()).toEqual([
      "mine",
      "seeds-test-release-222222222222-00000000",
      expect.stringMatching(/^seeds-test-release-a{12}-/),
    ]);
  });

  it("is refused where there is no such database", async () => {
    const hook = await invoke(settings(engine, { database: { engine, identifier: "elsewhere" } }));
    expect(await hook.ask(await release("a", "1"))).toEqual(failed);
    expect(hook.printed).toContain('"says":"there is no database elsewhere"');
  });
});

describe("the migration hook", () => {
  const started = async () => {
    const event = await release("a", "1");
    const hook = await invoke(settings("postgres"));
    await hook.ask(event);
    await hook.ask(event);
    expect(asked("RunTask")).toHaveLength(1);
    return { event, hook };
  };

  it("fails with the task's reason and exit code, and the next deployment tries the same image anew", async () => {
    const { event, hook } = await started();
    tasks.end({
      exitCode: 4,
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container exited",
    });
    expect(await hook.ask(event)).toEqual(failed);
    const reason = "migrate ended with exit code 4: EssentialContainerExited · Essential container exited";
    expect(hook.printed).toContain(reason);
    expect(await records("migration-failed/")).toEqual([
      expect.objectContaining({ result: "FAILED", reason: expect.stringContaining(reason) }),
    ]);
    expect(await records("migration/")).toEqual([]);

    const next = await release("a", "2");
    expect(await hook.ask(next)).toEqual(again);
    expect(asked("RunTask")).toHaveLength(2);
    expect(new Set(asked("RunTask").map(({ clientToken }) => clientToken)).size).toBe(2);
    expect(await engines.postgres()).toHaveLength(1);
  });

  it("fails where the task never ran", async () => {
    const { event, hook } = await started();
    tasks.end({ exitCode: null, stopCode: "TaskFailedToStart", stoppedReason: "CannotPullContainerError" });
    expect(await hook.ask(event)).toEqual(failed);
    expect(hook.printed).toContain(
      "migrate ended without an exit code: TaskFailedToStart · CannotPullContainerError",
    );
  });

  it("stops a task that takes too long", async () => {
    const { event, hook } = await started();
    tasks.age(31);
    expect(await hook.ask(event)).toEqual(failed);
    expect(asked("StopTask")).toEqual([
      {
        cluster: prefix,
        task: expect.any(String),
        reason: expect.stringContaining("took longer than 30 minutes"),
      },
    ]);
    const { taskArns = [] } = await ecs.send(
      new ListTasksCommand({ cluster: prefix, desiredStatus: "STOPPED" }),
    );
    const { tasks: stopped } = await ecs.send(new DescribeTasksCommand({ cluster: prefix, tasks: taskArns }));
    expect(stopped?.map(({ lastStatus }) => lastStatus)).toEqual(["STOPPED"]);
  });

  it("starts one task for calls at the same moment, by their token", async () => {
    const event = await release("a", "1");
    const told = settings("postgres");
    const hooks = await Promise.all([1, 2, 3].map(() => Invoked.start("migration", told, aws.environment)));
    try {
      const all = () => Promise.all(hooks.map((hook) => hook.ask(event)));
      expect(await all()).toEqual([again, again, again]);
      expect(await all()).toEqual([again, again, again]);
      expect(await engines.postgres()).toHaveLength(1);
      const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: prefix }));
      expect(taskArns).toHaveLength(1);
    } finally {
      await Promise.all(hooks.map((hook) => hook.stop()));
    }
  });

  it("goes by what serves: a schema that it cannot run with is not made", async () => {
    const first = await release("a", "1");
    const hook = await invoke(settings("postgres", { schema: { version: "1", runsWith: ["1"], keeps: [] } }));
    await hook.ask(first);
    await hook.ask(first);
    tasks.end({ exitCode: 0 });
    await hook.ask(first);
    tasks.end({ exitCode: 0 });
    expect(await hook.ask(first)).toEqual(succeeded);

    const second = await release("b", "2", ["1"]);
    const contract = { version: "3", runsWith: ["3"], keeps: [] };
    const contracting = await invoke(settings("postgres", { schema: contract }));
    expect(await contracting.ask(second)).toEqual(failed);
    expect(contracting.printed).toContain(
      `the schema of version 3 may not be made yet: ${digest("a")}, which serves now, needs the schema of version 1`,
    );
    const expanding = await invoke(settings("postgres"));
    expect(await expanding.ask(second)).toEqual(again);
  });

  it("takes the newest of several revisions with the image, and none with another", async () => {
    await register("task-migrate", "a");
    const event = await release("a", "1");
    await register("task-migrate", "b");
    const hook = await invoke(settings("postgres"));
    await hook.ask(event);
    await hook.ask(event);
    expect(asked("RunTask").map(({ taskDefinition }) => String(taskDefinition).split("/")[1])).toEqual([
      `${prefix}-task-migrate:2`,
    ]);
  });

  it("refuses an image that no task of the release has", async () => {
    const event = await release("a", "1");
    tasks.revisions.set(arn("service-revision", "api/1"), {
      serviceRevisionArn: arn("service-revision", "api/1"),
      taskDefinition: await register("api", "b"),
      createdAt: Date.now() / 1000,
    });
    const hook = await invoke(settings("postgres"));
    expect(await hook.ask(event)).toEqual(failed);
    expect(hook.printed).toContain(`no active revision of ${prefix}-task-migrate runs ${imageOf("b")}`);
  });

  it.each([
    ["the revision", () => tasks.revisions.clear(), "ECS does not describe arn:aws:ecs"],
    ["the deployment", () => tasks.deployments.clear(), "ECS does not describe arn:aws:ecs"],
  ])("refuses where ECS does not describe %s", async (_, forget, reason) => {
    const event = await release("a", "1");
    forget();
    const hook = await invoke(settings("postgres"));
    expect(await hook.ask(event)).toEqual(failed);
    expect(hook.printed).toContain(reason);
  });

  it("refuses where a record cannot be read: it does not guess what may come back", async () => {
    const Key = `migration/${"c".repeat(64)}/db-X.json`;
    for (const Body of ["{", "{}"]) {
      await s3.send(new PutObjectCommand({ Bucket: evidence, Key, Body }));
      const hook = await invoke(settings("postgres"));
      expect(await hook.ask(await release("a", "1"))).toEqual(failed);
      expect(hook.printed).toContain(`${Key} is no record of a migration`);
    }
  });
});
