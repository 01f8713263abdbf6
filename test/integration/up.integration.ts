import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { baseline } from "../../ops/deployed/look.ts";
import { deployed } from "../../ops/deployed.ts";
import { EvidenceBucket } from "../../ops/evidence/bucket.ts";
import { besidePinned, pinnedOf } from "../../ops/images.ts";
import type { ReleaseRecord } from "../../ops/release/record.ts";
import { Releases } from "../../ops/release/store.ts";
import { Session } from "../../ops/session.ts";
import { targetAt } from "../../ops/target.ts";
import { PulumiStandIn } from "../cli/pulumi-stand-in.ts";
import { Endpoint, identityOf, nobody, running } from "../cli/running.ts";
import { root } from "../config/writing.ts";
import { EcsServices, type Shown } from "./ecs-services.ts";
import { EcsStandIn } from "./ecs-stand-in.ts";
import { Moto } from "./moto.ts";
import { PlatformInMoto } from "./platform-in-moto.ts";

// Real: the command, the SDK, moto's ECR, S3, logs and task definitions. Stood in for: pulumi, by a script that only
// notes its words; the account, which is the shipped stack file's; services, deployments and stopped tasks.
const target = targetAt(join(root, "Pulumi.staging.yaml"));
const { account } = target.config;
const images = pinnedOf(target.config);
const ids = Object.keys(target.config.services);
const tasks = Object.keys(target.config.tasks);
const who = `arn:aws:sts::${account}:assumed-role/ops/anna`;
const commit = "3d2f9a0c7b1e4f6a8c5d0e9b2a7f4c1d6e3b8a5f";

let moto: Moto;
let services: EcsServices;
let ecs: EcsStandIn;
let sts: Endpoint;
let folder: string;
let environment: Readonly<Record<string, string>>;
let platform: PlatformInMoto;
let old: Readonly<Record<string, string>>;
let fresh: Readonly<Record<string, string>>;

beforeAll(async () => {
  moto = await Moto.start();
  services = new EcsServices();
  ecs = await EcsStandIn.start(moto, services.plays);
  sts = await Endpoint.start(() => identityOf(account));
  environment = { ...ecs.environment, AWS_ENDPOINT_URL_STS: sts.url };
});
afterAll(async () => {
  await sts?.[Symbol.asyncDispose]();
  await ecs?.stop();
  await moto?.stop();
});

const each = async (names: readonly string[], make: (name: string) => Promise<string>) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await make(name)] as const)));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "golive-up-"));
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  platform = new PlatformInMoto(moto, account);
  await platform.makeBucket();
  await platform.push(Object.values({ ...images, ...besidePinned(target.config) }));
  old = await each(ids, (id) =>
    platform.register(id, `${images[id]?.split("@")[0]}@sha256:${"0".repeat(64)}`),
  );
  fresh = await each(ids, (id) => platform.register(id, images[id] ?? ""));
  for (const id of tasks)
    await platform.register(`task-${id}`, images[target.config.tasks[id]?.service ?? ""] ?? "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  await moto.reset();
});

const ran = () => existsSync(join(folder, "words-up"));
const words = () => readFileSync(join(folder, "words-up"), "utf8").trim();

/** What ECS shows before pulumi has run, and after it. */
function show(after: (id: string) => Shown): void {
  services.show(() =>
    Object.fromEntries(
      ids.map((id) => [
        id,
        ran()
          ? after(id)
          : { taskDefinition: old[id] ?? "", deployment: { id: "one", status: "SUCCESSFUL" } },
      ]),
    ),
  );
}
const good = (id: string): Shown => ({
  taskDefinition: fresh[id] ?? "",
  deployment: { id: `two-${id}`, status: "SUCCESSFUL" },
});

function pulumi(code: number): NodeJS.ProcessEnv {
  return { ...nobody, ...environment, PATH: new PulumiStandIn(folder).plays({ code }) };
}
const up = (args: readonly string[] = [], code = 0) =>
  running(["up", "staging", "--commit", commit, ...args], pulumi(code));

const session = () => new Session(account, who);
const releases = () => Releases.of(target, session()).list();

describe("up", () => {
  it("ends well when every service serves what the file names, and writes the release down", async () => {
    show(good);
    const { status, stdout, stderr } = await up(["--yes"]);

    expect([status, stdout]).toEqual([0, "pulumi speaks of up\n"]);
    expect(words()).toMatch(/^up --stack staging --policy-pack policy --event-log \S+ --yes$/);
    expect(stderr).toContain(`golive: deploying staging to ${account} eu-central-1 as ${who}`);
    expect(stderr).toContain(`  ✔ api, worker, scheduler: ${images.api}`);
    const [release] = await releases();
    expect(stderr).toContain(`golive: release ${release?.id} serves, and is written down`);
    expect(release).toEqual<ReleaseRecord>({
      kind: "release",
      stack: "prospector-staging",
      id: expect.stringMatching(/^\d{8}T\d{6}Z-[\da-f]{6}$/),
      at: expect.any(String),
      by: who,
      commit,
      config: expect.stringMatching(/^[\da-f]{64}$/),
      services: Object.fromEntries(
        ids.map((id) => [id, { image: images[id] ?? "", taskDefinition: fresh[id] ?? "" }]),
      ),
      tasks: Object.fromEntries(
        tasks.map((id) => [id, expect.stringMatching(`:task-definition/prospector-staging-task-${id}:1$`)]),
      ),
      frontend: null,
      schema: target.config.release.schema,
      result: "serves",
    });
  });

  it("writes down what the deployment migrated, as evidence of its release (C13, W04)", async () => {
    show(good);
    const digest = images.api?.split("@sha256:")[1] ?? "";
    const record = {
      kind: "migration",
      at: "2026-11-21T06:30:00.000Z",
      image: images.api,
      digest: `sha256:${digest}`,
      schema: target.config.release.schema,
      database: { identifier: "prospector-staging-database", resourceId: "db-ABC" },
      snapshot: "prospector-staging-before-0042",
      result: "SUCCESSFUL",
    };
    await platform.s3.send(
      new PutObjectCommand({
        ...platform.evidence,
        Key: `migration/${digest}/db-ABC.json`,
        Body: JSON.stringify(record),
      }),
    );
    const { status, stderr } = await up(["--yes"]);

    expect(status).toBe(0);
    expect(stderr).toContain(
      "after the snapshot prospector-staging-before-0042, and verified it; written down as record 1",
    );
    const { records } = await new EvidenceBucket(target, session()).read();
    expect(records.map(({ kind, result, commit: of }) => [kind, result, of])).toEqual([
      ["migrate", "passed", commit],
    ]);
  });

  it("writes down the frontend that serves with it", async () => {
    show(good);
    const Bucket = `prospector-staging-site-${account}`;
    const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
    await platform.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const page = {
      Bucket,
      Key: "index.html",
      Body: "<!doctype html>",
      Metadata: { release: "20261121T063455Z-3d2f9a0c" },
    };
    await platform.s3.send(new PutObjectCommand(page));
    await up(["--yes"]);

    expect((await releases()).map(({ frontend }) => frontend)).toEqual(["20261121T063455Z-3d2f9a0c"]);
  });

  it("writes no second record where nothing changed", async () => {
    show(good);
    await up();
    const again = await up();
    const all = await releases();

    expect([again.status, all.length]).toEqual([0, 1]);
    expect(again.stderr).toContain(`golive: release ${all[0]?.id} serves as before`);
  });

  it("deploys nothing when an image is not in its registry, and says where it looked", async () => {
    show(good);
    await moto.reset();
    await platform.makeBucket();
    await platform.push([images.api ?? ""]);
    const { status, stdout, stderr } = await up();

    expect([status, stdout, ran()]).toEqual([1, "", false]);
    expect(stderr).toContain(`  ✔ api, worker, scheduler: ${images.api}`);
    expect(stderr).toContain(
      `  ✘ scraper: ${images.scraper}\n      missing: no such digest in prospector-scraper in ECR of account 111122223333 eu-central-1`,
    );
    expect(stderr).toContain("golive: nothing was deployed. Push what is missing, or name an image that is");
  });

  it("does not take pulumi's word for a deployment that ECS has undone, and tells why", async () => {
    const logs = new CloudWatchLogsClient(moto.client);
    const where = { logGroupName: "/prospector-staging/api", logStreamName: "api/api/0f1e" };
    await logs.send(new CreateLogGroupCommand(where));
    await logs.send(new CreateLogStreamCommand(where));
    const logEvents = Array.from({ length: 25 }, (_, line) => ({
      timestamp: Date.now() - 1000 + line,
      message: `line ${line + 1}`,
    }));
    await logs.send(new PutLogEventsCommand({ ...where, logEvents }));
    show((id) =>
      id !== "api"
        ? good(id)
        : {
            taskDefinition: old.api ?? "",
            deployment: { id: "two", status: "ROLLBACK_SUCCESSFUL", reason: "hook migration FAILED" },
            events: ["(service api) rolled back to 1"],
            stopped: [
              { id: "0f1e", stopCode: "EssentialContainerExited", stoppedReason: "exited", exitCode: 3 },
              {
                id: "calm",
                stopCode: "ServiceSchedulerInitiated",
                stoppedReason: "Scaling activity initiated by (deployment 1)",
              },
              { id: "early", stopCode: "TaskFailedToStart", stoppedReason: "long ago", agoMinutes: 30 },
            ],
          },
    );
    const { status, stderr } = await up();

    expect([status, ran(), await releases()]).toEqual([1, true, []]);
    expect(stderr).toContain(
      [
        "✘ api: its deployment is ROLLBACK_SUCCESSFUL: hook migration FAILED",
        "    ECS: (service api) rolled back to 1",
        "    task 0f1e stopped: EssentialContainerExited, exited",
        "      api ended with 3",
        "    last lines of task 0f1e:",
        "      | line 6",
      ].join("\n"),
    );
    expect(stderr).toContain(
      "      | line 25\ngolive: NOT DEPLOYED: the update ended well, but this does not serve. No release is written down.",
    );
  });

  it("finds out where the engine did not know of a rollback, and a migration of another image", async () => {
    show((id) => ({ taskDefinition: (id === "api" ? old : fresh)[id] ?? "" }));
    const stale = await up();
    expect(stale.status).toBe(1);
    expect(stale.stderr).toMatch(
      /✘ api: it serves prospector-staging-api:1, and prospector-staging-api:2 is newer.*`--refresh`/,
    );

    show(good);
    await platform.register("task-migrate", "elsewhere/api@sha256:0");
    const other = await up();
    expect([other.status, await releases()]).toEqual([1, []]);
    expect(other.stderr).toContain(
      `✘ task migrate: prospector-staging-task-migrate has elsewhere/api@sha256:0, and its service api serves ${images.api}`,
    );
  });

  it("keeps the meaning of pulumi's failure, and tells what ECS knows of it", async () => {
    show((id) =>
      id === "worker"
        ? {
            taskDefinition: fresh[id] ?? "",
            state: "FAILED",
            reason: "ECS deployment circuit breaker: tasks failed to start",
            deployment: { id: "two", status: "STOPPED", reason: "circuit breaker" },
          }
        : { taskDefinition: old[id] ?? "", deployment: { id: "one", status: "SUCCESSFUL" } },
    );
    const failed = await up([], 255);
    expect(failed.status).toBe(3);
    expect([...failed.stderr.matchAll(/^✘ (.*)$/gm)].map(([, line]) => line)).toEqual([
      "worker: its deployment is STOPPED: circuit breaker",
    ]);

    show((id) => ({
      taskDefinition: old[id] ?? "",
      deployment: { id: "one", status: "ROLLBACK_SUCCESSFUL" },
    }));
    rmSync(join(folder, "words-up"));
    const before = await up([], 255);
    expect([before.status, before.stderr.includes("✘"), await releases()]).toEqual([3, false, []]);
  });

  it("refuses a release that was gone back from, unless it is told to deploy it again", async () => {
    show(good);
    await up();
    const [release] = await releases();
    if (release === undefined) throw new Error("no release");
    await platform.s3.send(
      new PutObjectCommand({
        ...platform.evidence,
        Key: `release/${release.id}-rolled-back.json`,
        Body: JSON.stringify({ ...release, result: "rolled back from" }),
      }),
    );
    rmSync(join(folder, "words-up"));

    const refused = await up();
    expect([refused.status, ran()]).toEqual([1, false]);
    expect(refused.stderr).toContain(`✘ release ${release.id} had these images, and was gone back from`);
    expect(refused.stderr).toContain("./golive ops pin staging --live --yes names what serves");

    // The one that is written down now must not begin in the same second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await up(["--again"])).status).toBe(0);
    expect((await releases()).map(({ result }) => result)).toEqual(["serves", "rolled back from"]);
  });

  it("says that everything serves, and what to do, where the release cannot be written down", async () => {
    show(good);
    await using s3 = await Endpoint.start((asked) =>
      asked.startsWith("PUT")
        ? { status: 403, body: "<Error><Code>AccessDenied</Code><Message>no</Message></Error>" }
        : { body: "<ListBucketResult></ListBucketResult>" },
    );
    const { status, stderr } = await running(["up", "staging"], {
      ...pulumi(0),
      AWS_ENDPOINT_URL_S3: s3.url,
    });

    expect(status).toBe(3);
    expect(stderr).toMatch(/could not write s3:\/\/\S+\/release\/\S+\.json: .* needs s3:PutObject on it/);
    expect(stderr).toContain(
      "Everything serves, and nobody can go back to it: the same command writes the release down.",
    );
  });

  it("ends its wait at Ctrl-C with what is known", async () => {
    show((id) => ({ ...good(id), ...(id === "api" && { running: 1 }) }));
    const child = spawn(process.execPath, ["cli/golive.ts", "up", "staging"], { cwd: root, env: pulumi(0) });
    let said = "";
    child.stderr.on("data", (part: Buffer) => {
      said += part.toString("utf8");
    });
    const ended = once(child, "close");
    const look = () => ecs.calls.filter(({ operation }) => operation === "DescribeServices").length;
    const from = look();
    await vi.waitFor(() => expect(look()).toBeGreaterThan(from + 1), { timeout: 20_000 });
    await vi.waitFor(() => expect(ran()).toBe(true));
    child.kill("SIGINT");
    const [status] = await ended;

    expect(status).toBe(1);
    expect(said).toContain("✘ api: not in time: 1 of 2 tasks run");
    expect(said).toContain("golive: NOT PROVEN: the wait was interrupted. No release is written down");
  });
});

describe("the wait for a deployment", () => {
  const manner = (times: number) => ({
    signal: new AbortController().signal,
    prove: { times, everyMs: 0 },
  });

  it("lasts until the last task runs, and has a bound", async () => {
    show(good);
    const before = await baseline(target, session());
    writeFileSync(join(folder, "words-up"), "");
    let looks = 0;
    services.show(() => {
      const running = Math.floor(looks++ / (3 * ids.length)) > 1 ? 2 : 1;
      return Object.fromEntries(ids.map((id) => [id, { ...good(id), running }]));
    });
    expect(await deployed(target, session(), before, manner(20))).toMatchObject({ end: "serves" });

    show((id) => ({ ...good(id), running: 0 }));
    expect(await deployed(target, session(), before, manner(2))).toEqual({
      end: "failed",
      failing: ids.map((id) => ({
        id,
        why: "not in time: 0 of 2 tasks run",
        since: expect.any(Date),
      })),
    });
  });

  it("is for the deployment, too, that an interrupted run has left going on", async () => {
    services.show(() => ({ api: { ...good("api"), deployment: { id: "one", status: "IN_PROGRESS" } } }));
    expect(await baseline(target, session())).toEqual({});

    const undone = { id: "one", status: "ROLLBACK_SUCCESSFUL", reason: "alarm" };
    services.show(() => Object.fromEntries(ids.map((id) => [id, { ...good(id), deployment: undone }])));
    const left = await deployed(target, session(), {}, manner(1));
    expect(left).toMatchObject({ end: "failed", failing: ids.map((id) => ({ id })) });
    // Over before the update began, it says nothing about it.
    const over = await deployed(target, session(), await baseline(target, session()), manner(1));
    expect(over).toMatchObject({ end: "serves" });
  });

  it("does not end at one answer that AWS does not give, but at several in a row", async () => {
    show(good);
    writeFileSync(join(folder, "words-up"), "");
    let calls = 0;
    const outage = (from: number, to: number) => {
      calls = 0;
      services.show(() => {
        if (++calls >= from && calls <= to) throw new Error("away");
        return Object.fromEntries(ids.map((id) => [id, good(id)]));
      });
    };
    vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
    const own = targetAt(join(root, "Pulumi.staging.yaml")); // a client of its own, which does not try again

    outage(1, 1);
    expect(await deployed(own, session(), {}, manner(5))).toMatchObject({ end: "serves" });
    outage(1, 99);
    await expect(deployed(own, session(), {}, manner(5))).rejects.toThrow(
      /^could not look at the services of prospector-staging as/,
    );
  });
});
