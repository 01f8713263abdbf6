import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { onceAt } from "../../ops/restore/plan.ts";
import { restoreDrill } from "../../ops/restore-drill.ts";
import { Endpoint, type Reply } from "../cli/running.ts";
import { World } from "../drills/world.ts";
import { account, Moto, region } from "./moto.ts";

// Real: the command, the SDK, moto's S3. Stood in for: AWS Backup and the function that looks into copies, which moto lacks.
const bucket = `prospector-staging-evidence-${account}`;
const like = "prospector_staging_restore_test";
const own = "prospector_staging_restore_drill";
const planArn = `arn:aws:backup:${region}:${account}:restore-testing-plan:${own}-1`;

let moto: Moto;
let backup: Endpoint;
let lambda: Endpoint;
let world: World;
let plans: Set<string>;
let sent: Record<string, unknown>[];
let jobs: readonly { readonly Status: string; readonly StatusMessage?: string }[];
let looks: number;
let steps: readonly Reply[];
let record: object | undefined;

const json = (body: object, status = 200): Reply => ({ status, body: JSON.stringify(body) });
const gone: Reply = {
  status: 404,
  headers: { "x-amzn-errortype": "ResourceNotFoundException" },
  body: "{}",
};

beforeAll(async () => {
  moto = await Moto.start();
  backup = await Endpoint.start((asked, body) => answer(asked, body));
  lambda = await Endpoint.start(async () => {
    const [first = json({ status: "done" }), ...rest] = steps;
    steps = rest;
    if (rest.length === 0 && record) await put(record);
    return first;
  });
});
afterAll(async () => {
  await backup?.[Symbol.asyncDispose]();
  await lambda?.[Symbol.asyncDispose]();
  await moto?.stop();
});

function answer(asked: string, body: string): Reply {
  const name = asked.includes(own) ? own : like;
  if (asked.startsWith("GET /restore-jobs")) {
    const job = jobs[Math.min(looks++, jobs.length - 1)];
    return json({ RestoreJobs: job ? [{ RestoreJobId: "job-1", ...job }] : [] });
  }
  if (asked.startsWith("PUT")) {
    sent.push(JSON.parse(body));
    if (!asked.includes("selections")) plans.add(own);
    return json({ RestoreTestingPlanArn: planArn });
  }
  if (asked.startsWith("DELETE")) {
    if (!asked.includes("selections")) plans.delete(name);
    return { status: 204, body: "" };
  }
  if (!plans.has(name)) return gone;
  if (asked.includes("/selections/"))
    return json({
      RestoreTestingSelection: {
        IamRoleArn: `arn:aws:iam::${account}:role/prospector-staging-backup`,
        ProtectedResourceType: "RDS",
        ProtectedResourceArns: ["arn:db"],
        RestoreMetadataOverrides: { multiAz: "false" },
        ValidationWindowHours: 5,
      },
    });
  return json({
    RestoreTestingPlan: {
      RestoreTestingPlanArn: name === own ? planArn : "arn:like",
      RecoveryPointSelection: { Algorithm: "LATEST_WITHIN_WINDOW" },
    },
  });
}

const s3 = () => new S3Client({ ...moto.client, forcePathStyle: true });
const put = (one: object, Key = "restore/2026-11-21-job-1.json") =>
  s3().send(new PutObjectCommand({ Bucket: bucket, Key, Body: JSON.stringify(one) }));
const good = (at = new Date().toISOString()) => ({
  ...{ kind: "restore", at, restoreJobId: "job-1", recoveryPoint: "arn:point", result: "SUCCESSFUL" },
  resource: { type: "RDS" },
  measured: { rpoHours: 4, rtoMinutes: 21 },
  checks: [{ name: "rows of public.companies", passed: true, found: 7, expected: "at least 99 % of 7" }],
});

beforeEach(async () => {
  await moto.reset();
  await s3().send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
  );
  plans = new Set([like]);
  sent = [];
  looks = 0;
  jobs = [{ Status: "PENDING" }, { Status: "RUNNING" }, { Status: "COMPLETED" }];
  steps = [json({ status: "again", after: 0.01, state: { instance: null } }), json({ status: "done" })];
  record = good();
  world = new World({ account });
  const urls = { AWS_ENDPOINT_URL_BACKUP: backup.url, AWS_ENDPOINT_URL_LAMBDA: lambda.url };
  for (const [name, value] of Object.entries({ ...moto.environment, ...urls })) vi.stubEnv(name, value);
});
afterEach(() => {
  world[Symbol.dispose]();
  vi.unstubAllEnvs();
});

const drill = (more: object = {}) =>
  restoreDrill(world.target, { here: false, scheduled: false, waitMinutes: 1, ...more });

describe("ops restore-drill", () => {
  it("says what it would begin, and begins nothing", async () => {
    const [first] = await world.plan(drill());
    expect(first).toBe(`lets AWS Backup restore the newest backup as ${like} does, once, by a plan ${own}`);
    expect(sent).toEqual([]);
  });

  it("restores once as the stack's own plan does, lets the function look, and takes its plan away again", async () => {
    const done = await world.act(drill());

    expect([done.result, done.says]).toEqual([
      "passed",
      "a backup was restored and looked at within 21 min: 1 of 1 checks",
    ]);
    expect(done.measurements).toEqual({
      rtoMinutes: 21,
      rpoHours: 4,
      restoreJobId: "job-1",
      recoveryPoint: "arn:point",
    });
    expect(sent).toEqual([
      expect.objectContaining({
        RestoreTestingPlan: expect.objectContaining({
          RestoreTestingPlanName: own,
          StartWindowHours: 1,
          ScheduleExpression: expect.stringMatching(/^cron\(\d+ \d+ \d+ \d+ \? \d{4}\)$/),
        }),
      }),
      {
        RestoreTestingSelection: {
          RestoreTestingSelectionName: "database",
          IamRoleArn: `arn:aws:iam::${account}:role/prospector-staging-backup`,
          ProtectedResourceType: "RDS",
          ProtectedResourceArns: ["arn:db"],
          RestoreMetadataOverrides: { multiAz: "false" },
          ValidationWindowHours: 5,
        },
      },
    ]);
    expect([...plans]).toEqual([like]);
  });

  it("is not proven by a copy that lacks something", async () => {
    const checks = [{ name: "rows of public.companies", passed: false, found: 0, expected: "at least 7" }];
    record = { ...good(), result: "FAILED", checks };
    steps = [
      { ...json({ errorMessage: "the copy is no good" }), headers: { "x-amz-function-error": "Unhandled" } },
    ];
    const { result, failures } = await world.act(drill());

    expect([result, failures]).toEqual([
      "failed",
      [
        {
          what: "rows of public.companies: 0 found, at least 7 expected",
          requirements: ["K04", "K21", "C21"],
        },
      ],
    ]);
  });

  it("is not proven where AWS Backup cannot restore", async () => {
    jobs = [{ Status: "FAILED", StatusMessage: "no key" }];
    const { result, says } = await world.act(drill());
    expect([result, says]).toEqual(["failed", "AWS Backup could not restore the newest backup: no key"]);
    expect([...plans]).toEqual([like]);
  });

  it("goes on with what an interrupted run has begun, and says how", async () => {
    jobs = [{ Status: "RUNNING" }];
    const stop = new AbortController();
    const first = world.act(drill(), {}, stop.signal);
    await expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThan(0);
    stop.abort();
    await expect(first).rejects.toThrow(
      `AWS Backup goes on with ${own}; the same command goes on from there`,
    );
    expect([...plans]).toEqual([like, own]);

    expect((await world.plan(drill()))[0]).toBe(`goes on with ${own}, which began before`);
    jobs = [{ Status: "COMPLETED" }];
    const made = sent.length;
    expect((await world.act(drill())).result).toBe("passed");
    expect([sent.length, [...plans]]).toEqual([made, [like]]);
  });

  it("says why where the function leaves no record", async () => {
    record = undefined;
    steps = [{ ...json({ errorMessage: "no route" }), headers: { "x-amz-function-error": "Unhandled" } }];
    await expect(world.act(drill())).rejects.toThrow("left no record of job-1: no route");
  });

  it("says which command makes what it does as", async () => {
    plans.clear();
    await expect(world.act(drill())).rejects.toThrow(`there is no restore testing plan ${like}`);
  });

  it.each([
    [0, "passed"],
    [9, "failed"],
  ])("takes a scheduled test of %i days ago as %s", async (days, result) => {
    await put(good(new Date(Date.now() - days * 86_400_000).toISOString()));
    await put({ ...good(), resource: { type: "S3" }, result: "FAILED" }, "restore/2026-11-22-job-2.json");
    expect((await world.act(drill({ scheduled: true }))).result).toBe(result);
  });

  it("says that nothing was tested yet", async () => {
    await expect(world.plan(drill({ scheduled: true }))).rejects.toThrow("no restore test of the database");
  });

  it("asks for one minute of one day", () => {
    expect(onceAt(new Date("2026-11-21T23:58:10Z"))).toBe("cron(58 23 21 11 ? 2026)");
  });
});
