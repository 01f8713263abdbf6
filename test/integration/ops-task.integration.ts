import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeSubnetsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  type ResourceType,
} from "@aws-sdk/client-ec2";
import {
  CreateClusterCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { LogFollower, lastLines } from "../../ops/ecs/log.ts";
import { signIn } from "../../ops/session.ts";
import { targetAt } from "../../ops/target.ts";
import { runTask } from "../../ops/task.ts";
import { Endpoint, Folder, nobody, running } from "../cli/running.ts";
import { root } from "../config/writing.ts";
import { EcsEndings } from "./ecs-endings.ts";
import { account, Moto, region } from "./moto.ts";

const prefix = "prospector-staging";
const family = `${prefix}-task-verify`;
const logGroupName = `/${prefix}/task-verify`;

let moto: Moto;
let front: EcsEndings;
let folder: Folder;
let ecs: ECSClient;
let logs: CloudWatchLogsClient;
let environment: Readonly<Record<string, string>>;
let made: { subnets: string[]; api: string; database: string };

beforeAll(async () => {
  moto = await Moto.start();
  front = await EcsEndings.start(moto.endpoint, "task-verify");
  folder = new Folder().write({ account });
  ecs = new ECSClient(moto.client);
  logs = new CloudWatchLogsClient(moto.client);
  environment = { ...nobody, ...moto.environment, AWS_ENDPOINT_URL_ECS: front.url };
});
afterAll(async () => {
  folder?.[Symbol.dispose]();
  await front?.[Symbol.asyncDispose]();
  await moto?.stop();
});

/** How many looks moto takes from one state of a task to the next; with many, it runs until it is stopped. */
const looksPerState = (times: number) =>
  fetch(`${moto.endpoint}/moto-api/state-manager/set-transition`, {
    method: "POST",
    body: JSON.stringify({ model_name: "ecs::task", transition: { progression: "manual", times } }),
  });

const register = (image: string, name = "task-verify") =>
  ecs.send(
    new RegisterTaskDefinitionCommand({
      family: `${prefix}-${name}`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      // moto counts the memory of containers, and Fargate does not ask for it.
      containerDefinitions: [{ name, image, command: ["python", "verify.py"], stopTimeout: 20, memory: 512 }],
    }),
  );

beforeEach(async () => {
  front.reset();
  await moto.reset();
  await looksPerState(1);
  const ec2 = new EC2Client(moto.client);
  const tagged = (ResourceType: ResourceType, Value: string) => ({
    TagSpecifications: [{ ResourceType, Tags: [{ Key: "Name", Value }] }],
  });
  const vpc = async (name: string, CidrBlock: string) =>
    (await ec2.send(new CreateVpcCommand({ CidrBlock, ...tagged("vpc", name) }))).Vpc?.VpcId ?? "";
  const subnet = async (VpcId: string, name: string, CidrBlock: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, ...tagged("subnet", name) }))).Subnet
      ?.SubnetId ?? "";
  const group = async (VpcId: string, name: string) =>
    (
      await ec2.send(
        new CreateSecurityGroupCommand({
          VpcId,
          GroupName: `${name}-1`,
          Description: name,
          ...tagged("security-group", name),
        }),
      )
    ).GroupId ?? "";

  const [ours, others] = [
    await vpc(`${prefix}-network`, "10.21.0.0/16"),
    await vpc("other-network", "10.22.0.0/16"),
  ];
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: ours, EnableDnsHostnames: { Value: true } }));
  const a = await subnet(ours, `${prefix}-tasks-a`, "10.21.16.0/20");
  const b = await subnet(ours, `${prefix}-tasks-b`, "10.21.32.0/20");
  await subnet(ours, `${prefix}-data-a`, "10.21.240.0/24");
  await subnet(others, `${prefix}-tasks-a`, "10.22.16.0/20");
  made = {
    subnets: [a, b].toSorted(),
    api: await group(ours, `${prefix}-api`),
    database: await group(ours, `${prefix}-database-client`),
  };
  await group(ours, `${prefix}-api-other`);
  await group(others, `${prefix}-api`);
  await ecs.send(new CreateClusterCommand({ clusterName: prefix }));
  await register("repository@sha256:old");
  await register("repository@sha256:new");
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
});

const tasks = async () => (await ecs.send(new ListTasksCommand({ cluster: prefix, family }))).taskArns ?? [];

async function write(...messages: readonly string[]): Promise<void> {
  const taskId = (await tasks())[0]?.split("/").at(-1);
  const stream = { logGroupName, logStreamName: `task-verify/task-verify/${taskId}` };
  await logs.send(new CreateLogStreamCommand(stream)).catch(() => undefined);
  const timestamp = Date.now();
  await logs.send(
    new PutLogEventsCommand({ ...stream, logEvents: messages.map((message) => ({ message, timestamp })) }),
  );
}

const task = (...args: readonly string[]) =>
  running(["ops", "task", ...args, "-d", folder.path], environment);

/** The statuses and lines of a run, in the order in which they were shown. */
const shown = (stdout: string): readonly string[] =>
  [...(stdout.split("started ")[1] ?? "").matchAll(/^ {2}(.*)$/gm)].map(([, line = ""]) => line);

describe("ops task", () => {
  it("only says what it would start, where and as whom", async () => {
    const { status, stdout, stderr } = await task("verify", "staging");

    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(
      new RegExp(`^task verify of staging, in ${account} ${region}\nas arn:aws:sts::${account}:`),
    );
    expect(stdout).toContain(`  runs     ${family}:2\n  image    repository@sha256:new\n`);
    expect(stdout).toContain('  command  ["python","verify.py"]\n');
    expect(stdout).toContain(`  in       ${made.subnets.join(" ")}, with ${made.api}\n  at most  15 min\n`);
    expect(stdout).toContain(
      `--network-configuration 'awsvpcConfiguration={subnets=[${made.subnets}],securityGroups=[${made.api}],assignPublicIp=DISABLED}'`,
    );
    expect(stdout).toContain(
      `Dry run: nothing was started. This starts it:\n  ./golive ops task verify staging -d ${folder.path} --yes\n`,
    );
    expect([await tasks(), front.asked]).toEqual([[], ["DescribeTaskDefinition", "ListTasks", "ListTasks"]]);
  });

  it("gives one that connects directly the group that PostgreSQL admits", async () => {
    await register("repository@sha256:new", "task-migrate");
    const { stdout } = await task("migrate", "staging");

    expect(stdout).toContain("  like     api, and speaks to PostgreSQL itself\n");
    expect(stdout).toContain(`securityGroups=[${made.api},${made.database}]`);
  });

  it("shows what the task writes while it runs, and also what comes after its end", async () => {
    front.looked = async (time) => {
      if (time === 1) await write("looking", "12 tables\n");
      if (time === 2) await write("two\nlines");
      if (time === 4) setTimeout(() => void write("late"), 500);
    };
    const { status, stdout, stderr } = await task("verify", "staging", "--yes");

    expect([status, stderr]).toEqual([0, ""]);
    expect(shown(stdout)).toEqual([
      "| looking",
      "| 12 tables",
      "deactivating",
      "| two",
      "| lines",
      "stopping",
      "deprovisioning",
      "stopped",
      "| late",
    ]);
    expect(stdout).toMatch(/\nDone: its container ended with exit code 0\.\n$/);
    expect(front.asked.filter((one) => one === "RunTask")).toEqual(["RunTask"]);
  });

  it("starts it as it said, in the name of who asked", async () => {
    const arn = /^started (\S+)$/m.exec((await task("verify", "staging", "--yes")).stdout)?.[1] ?? "";
    const { tasks: seen = [] } = await ecs.send(new DescribeTasksCommand({ cluster: prefix, tasks: [arn] }));

    expect(
      seen.map(({ launchType, startedBy, taskDefinitionArn }) => [launchType, startedBy, taskDefinitionArn]),
    ).toEqual([["FARGATE", "ops/moto", expect.stringMatching(new RegExp(`/${family}:2$`))]]);
  });

  it("ends with the exit code of its container", async () => {
    front.ending = { stopCode: "EssentialContainerExited", stoppedReason: "exited", exitCode: 42 };
    front.looked = async (time) =>
      time === 1 ? write("no table \u001b[31mcompanies\u001b[0m\u0007") : undefined;
    const { status, stdout } = await task("verify", "staging", "--yes");

    expect(status).toBe(42);
    expect(stdout).toContain("  | no table companies\n");
    expect(stdout).toMatch(/\nFailed: its container ended with exit code 42\.\n$/);
  });

  it("says why it never started", async () => {
    const stoppedReason = "ResourceInitializationError: unable to pull secrets";
    front.ending = { stopCode: "TaskFailedToStart", stoppedReason, never: true };
    const { status, stdout } = await task("verify", "staging", "--yes");

    expect(status).toBe(1);
    expect(stdout).toContain(
      `Failed: it never started (TaskFailedToStart: ${stoppedReason}; its container has no exit code).`,
    );
  });

  it("ends with 3, and ECS's reason, where ECS starts nothing", async () => {
    front.answers = {
      RunTask: { tasks: [], failures: [{ reason: "Capacity is unavailable at this time" }] },
    };
    const { status, stderr } = await task("verify", "staging", "--yes");

    expect([status, stderr]).toEqual([
      3,
      `ECS did not start ${family}:2: Capacity is unavailable at this time\n`,
    ]);
  });

  it("runs the revision of a release, and refuses a release that is not recorded", async () => {
    const Bucket = `${prefix}-evidence-${account}`;
    const s3 = new S3Client({ ...moto.client, forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: region } as const;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const taskDefinition = `arn:aws:ecs:${region}:${account}:task-definition/${family}:1`;
    const record = {
      ...{ kind: "release", stack: prefix, id: "20261121T063455Z-3d2f9a", at: "2026-11-21T06:34:55Z" },
      ...{ by: "anna", commit: null, config: "abc", services: {}, tasks: { verify: taskDefinition } },
      ...{ frontend: null, schema: { version: "1", runsWith: ["1"], keeps: [] }, result: "serves" },
    };
    const Key = `release/${record.id}.json`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(record) }));

    const old = await task("verify", "staging", "--release", record.id);
    expect(old.stdout).toContain(`  runs     ${family}:1\n  image    repository@sha256:old\n`);
    expect(old.stdout).toContain(`ops task verify staging -d ${folder.path} --release ${record.id} --yes`);

    const unknown = await task("verify", "staging", "--release", "20261121T063455Z-3d2f9b");
    expect([unknown.status, unknown.stdout]).toEqual([2, ""]);
    expect(unknown.stderr).toContain('found:   no release "20261121T063455Z-3d2f9b"');
    expect(unknown.stderr).toContain(`did you mean "${record.id}"?`);

    const without = await task("bootstrap-admin", "staging", "--release", record.id);
    expect([without.status, without.stdout]).toEqual([2, ""]);
    expect(without.stderr).toContain(`found:   release ${record.id} without a task "bootstrap-admin"`);
  });

  it.each([[[]], [["--yes"]]])("starts nothing beside a run of the same task, with %j", async (args) => {
    await looksPerState(1_000);
    const { tasks: others = [] } = await ecs.send(
      new RunTaskCommand({
        cluster: prefix,
        taskDefinition: family,
        launchType: "FARGATE",
        networkConfiguration: { awsvpcConfiguration: { subnets: made.subnets, securityGroups: [made.api] } },
      }),
    );
    const { status, stdout } = await task("verify", "staging", ...args);

    expect(status).toBe(1);
    expect(stdout).toContain(
      `Nothing was started: it runs already.\n  ${others[0]?.taskArn}\nThis starts it beside that:\n  ./golive ops task verify staging -d ${folder.path} --again --yes\n`,
    );
    expect(await tasks()).toEqual(others.map(({ taskArn }) => taskArn));
  });

  it("does not choose between two groups of one name", async () => {
    const ec2 = new EC2Client(moto.client);
    const Tags = [{ Key: "Name", Value: `${prefix}-api` }];
    const [subnet] = (await ec2.send(new DescribeSubnetsCommand({ SubnetIds: made.subnets }))).Subnets ?? [];
    await ec2.send(
      new CreateSecurityGroupCommand({
        VpcId: subnet?.VpcId ?? "",
        GroupName: "successor",
        Description: "successor",
        TagSpecifications: [{ ResourceType: "security-group", Tags }],
      }),
    );
    const { status, stdout, stderr } = await task("verify", "staging", "--yes");

    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(
      /^security group prospector-staging-api is there 2 times \(sg-\w+, sg-\w+\): is one being replaced\?$/m,
    );
  });

  it("says where there is no network", async () => {
    await moto.reset();
    await register("repository@sha256:new");
    const { status, stderr } = await task("verify", "staging", "--yes");

    expect([status, stderr]).toEqual([
      3,
      `there is no network ${prefix}-network in ${account} ${region}: \`./golive up staging\` makes it\n`,
    ]);
  });
});

/** A run in this process, with a clock of the test's own: what it noted, and how it ended. */
async function act(now: () => number, more: Readonly<Record<string, string>> = {}) {
  for (const [name, value] of Object.entries({ ...environment, ...more })) vi.stubEnv(name, value);
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const target = targetAt(join(folder.path, "Pulumi.staging.yaml"));
  const listener = { plan: () => undefined, started: () => undefined, status: note, line: note, note };
  const end = await runTask(target, "verify", listener, {
    ...{ act: true, again: false, release: undefined, signal: new AbortController().signal },
    pace: { everyMs: 20, now },
  });
  return { end, notes };
}

describe("ops task, which bounds what it starts,", () => {
  beforeEach(() => looksPerState(1_000));
  afterEach(() => vi.unstubAllEnvs());

  /** Every look at the clock takes two minutes. */
  const fast = () => {
    let minutes = 0;
    return () => {
      minutes += 2;
      return minutes * 60_000;
    };
  };

  it("stops one that takes longer than it may", async () => {
    const stoppedReason = "golive: longer than it may take";
    front.ending = { stopCode: "UserInitiated", stoppedReason, exitCode: 143 };
    const { end, notes } = await act(fast());

    expect(end).toEqual({
      end: "ended",
      verdict: {
        code: 1,
        says: `it took longer than it may, and was stopped (UserInitiated: ${stoppedReason}; its container then ended with exit code 143)`,
      },
    });
    expect(notes).toEqual([
      "RUNNING",
      "longer than 15 min: ECS stops it with SIGTERM, and within 20 s with SIGKILL",
      "STOPPED",
    ]);
  });

  it("does not wait for ever for the end of one that was asked to stop", async () => {
    front.answers = { StopTask: {} };

    expect((await act(fast())).end).toEqual({
      end: "unfinished",
      howToLook: expect.stringMatching(
        /^ {2}aws ecs describe-tasks --region eu-central-1 --cluster prospector-staging --tasks arn:\S+\n {2}aws logs tail \/prospector-staging\/task-verify --region/,
      ),
    });
  });

  it("says how to look where ECS does not know what it started", async () => {
    front.answers = { DescribeTasks: { tasks: [], failures: [{ reason: "MISSING" }] } };

    await expect(act(fast())).rejects.toThrow(
      /^ECS does not know arn:\S+\nThe task may still run\. This shows it:\n {2}aws ecs describe-tasks /,
    );
  });

  it("still learns how a task ends whose log may not be read", async () => {
    await looksPerState(1);
    await using refusing = await Endpoint.start(() => ({
      status: 400,
      body: '{"__type":"AccessDeniedException","message":"not authorized"}',
    }));
    const { end, notes } = await act(Date.now, { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: refusing.url });

    expect(end).toEqual({ end: "ended", verdict: { code: 0, says: "its container ended with exit code 0" } });
    expect(notes.filter((note) => note.includes("cannot be shown"))).toEqual([
      expect.stringContaining("needs logs:FilterLogEvents"),
    ]);
  });
});

describe("ops task, interrupted,", () => {
  /** The command in a process of its own, and what it printed when it was interrupted so often. */
  async function interrupted(times: number) {
    await looksPerState(1_000);
    const args = ["ops", "task", "verify", "staging", "--yes", "-d", folder.path];
    const child = spawn(process.execPath, [join(root, "cli/golive.ts"), ...args], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 50_000,
    });
    let [stdout, stderr] = ["", ""];
    child.stderr.on("data", (part: Buffer) => {
      stderr += part;
      if (times === 2 && !stderr.includes("leaving")) setTimeout(() => child.kill("SIGINT"), 500);
    });
    child.stdout.on("data", (part: Buffer) => {
      if (!stdout.includes("  running") && `${stdout}${part}`.includes("  running")) child.kill("SIGINT");
      stdout += part;
    });
    const [status, signal] = await once(child, "close");
    return { status, signal, stdout, stderr };
  }

  it("asks ECS to stop the task, and waits for its end", async () => {
    front.ending = {
      stopCode: "UserInitiated",
      stoppedReason: "golive: interrupted by who started it",
      exitCode: 0,
    };
    const { status, stdout, stderr } = await interrupted(1);

    expect(status).toBe(1);
    expect(stderr).toContain("golive: stopping, and the task with us; Ctrl-C again leaves at once");
    expect(stdout).toContain(
      "Failed: it was stopped, as you asked (UserInitiated: golive: interrupted by who started it;",
    );
    expect(front.asked.filter((one) => one === "StopTask")).toEqual(["StopTask"]);
  });

  it("a second time leaves at once, and says how to look", async () => {
    front.answers = { StopTask: {} };
    const { signal, stdout, stderr } = await interrupted(2);

    expect(signal).toBe("SIGINT");
    expect(stderr).toContain("golive: leaving; the task may still run. This shows it:\n");
    expect(stderr).toMatch(/aws ecs describe-tasks .* --tasks arn:aws:ecs:/);
    expect(stdout).not.toContain("Failed");
  });
});

describe("the log of a task", () => {
  beforeEach(() => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());

  const stream = { logGroupName, logStreamName: "task-verify/task-verify/one" };
  const put = (timestamp: number, ...messages: readonly string[]) =>
    logs.send(
      new PutLogEventsCommand({ ...stream, logEvents: messages.map((message) => ({ message, timestamp })) }),
    );
  const opened = async () => {
    const target = targetAt(join(folder.path, "Pulumi.staging.yaml"));
    return { target, session: await signIn(target) };
  };

  it("answers its last lines, oldest first, and none where nothing was written", async () => {
    const { target, session } = await opened();
    expect(await lastLines(target, session, "task-verify", "one", 3)).toEqual([]);
    await logs.send(new CreateLogStreamCommand(stream));
    const now = Date.now();
    for (const line of [1, 2, 3, 4, 5]) await put(now + line, `line ${line}`);

    expect(await lastLines(target, session, "task-verify", "one", 3)).toEqual(["line 3", "line 4", "line 5"]);
    expect(await lastLines(target, session, "task-verify", "one", 9)).toHaveLength(5);
  });

  it("is followed without losing a line that came late, or saying one twice", async () => {
    const { target, session } = await opened();
    const follower = new LogFollower(target, session, "task-verify", "one");
    expect(await follower.read()).toEqual([]);
    await logs.send(new CreateLogStreamCommand(stream));
    const now = Date.now();
    await put(now, "same", "same");
    expect(await follower.read()).toEqual(["same", "same"]);
    await put(now - 1_000, "written before, read later");
    expect(await follower.read()).toEqual(["written before, read later"]);
    await put(now + 60_000, "much later");
    expect(await follower.read()).toEqual(["much later"]);
    expect(await follower.read()).toEqual([]);
  });
});
