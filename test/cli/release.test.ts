import { describe, expect, it } from "vitest";
import { servingOf } from "../../ops/ecs/live.ts";
import type { Revision } from "../../ops/ecs/revisions.ts";
import type { DescribedService, Rollout } from "../../ops/ecs/services.ts";
import { type Facts, standingOf } from "../../ops/ecs/standing.ts";
import { whyText } from "../../ops/ecs/why.ts";
import { shortImage } from "../../ops/images.ts";
import { leftRelease, sameRelease, servingRelease } from "../../ops/release/compare.ts";
import { recordOf, releaseId } from "../../ops/release/make.ts";
import { type ReleaseRecord, releaseRecord } from "../../ops/release/record.ts";
import { Session } from "../../ops/session.ts";
import { targetAt } from "../../ops/target.ts";

const family = "arn:aws:ecs:eu-central-1:444455556666:task-definition/prospector-staging-api";
const image = (letter: string) => `registry.example/api@sha256:${letter.repeat(64)}`;
const revision = (number: number, letter = "a"): Revision => ({
  arn: `${family}:${number}`,
  image: image(letter),
  registeredAt: undefined,
  registeredBy: "arn:aws:sts::444455556666:assumed-role/deploy/anna",
});
const rollout = (number: number, more: Partial<Rollout> = {}): Rollout => ({
  id: `ecs-svc/${number}`,
  status: "PRIMARY",
  taskDefinition: `${family}:${number}`,
  state: "COMPLETED",
  reason: undefined,
  at: new Date(number),
  ...more,
});
const service = (deployments: readonly Rollout[], running = 2, desired = 2): DescribedService => ({
  id: "api",
  arn: "arn:aws:ecs:eu-central-1:444455556666:service/prospector-staging/api",
  status: "ACTIVE",
  desired,
  running,
  taskDefinition: deployments[0]?.taskDefinition ?? "",
  deployments,
  events: [],
});

describe("a service serves what it is meant to", () => {
  const facts: Facts = {
    service: service([rollout(7)]),
    deployment: { status: "SUCCESSFUL" },
    newest: revision(7),
    intended: image("a"),
    paused: false,
  };
  const told = (more: Partial<Facts>) => standingOf({ ...facts, ...more });

  it("when its newest deployment is done, of the newest revision, and all tasks run", () => {
    const serves = { state: "serves", image: image("a"), taskDefinition: `${family}:7` };

    expect(told({})).toEqual(serves);
    expect(told({ deployment: undefined })).toEqual(serves);
    expect(told({ intended: undefined })).toEqual(serves);
    expect(told({ service: service([rollout(7)], 0, 0), paused: true })).toEqual(serves);
  });

  it.each<[string, Partial<Facts>, string]>([
    ["there is no such service", { service: undefined }, "ECS knows no such service"],
    [
      "a deployment goes on",
      { service: service([rollout(7, { state: "IN_PROGRESS", reason: "in progress" })]) },
      "still going on: in progress",
    ],
    [
      "a canary is watched",
      { deployment: { status: "IN_PROGRESS", lifecycleStage: "BAKE_TIME" } },
      "its deployment is IN_PROGRESS, BAKE_TIME",
    ],
    ["a task is missing", { service: service([rollout(7)], 1) }, "1 of 2 tasks run"],
    ["no task is wanted", { service: service([rollout(7)], 0, 0) }, "ECS is told to run no task of it"],
    ["nothing was ever deployed", { service: service([]) }, "the service is ACTIVE"],
  ])("not yet when %s", (_, more, why) => {
    expect(told(more)).toEqual({ state: "waiting", why });
  });

  it.each<[string, Partial<Facts>, RegExp]>([
    [
      "ECS rolled it back, for its reasons and alarms",
      {
        deployment: {
          status: "ROLLBACK_SUCCESSFUL",
          statusReason: "alarm detected",
          rollback: { reason: "alarm detected" },
          alarms: { triggeredAlarmNames: ["prospector-staging-api-blue-deploy-failing-answers"] },
        },
      },
      /^its deployment is ROLLBACK_SUCCESSFUL: alarm detected · alarms: prospector-staging-api-blue-deploy-failing-answers$/,
    ],
    [
      "ECS is just about to",
      { deployment: { status: "ROLLBACK_IN_PROGRESS" } },
      /ROLLBACK_IN_PROGRESS: ECS says no reason$/,
    ],
    ["somebody stopped it", { deployment: { status: "STOPPED" } }, /^its deployment is STOPPED/],
    [
      "the circuit breaker spoke",
      { service: service([rollout(7, { state: "FAILED", reason: "tasks failed to start" })]) },
      /^its deployment failed: tasks failed to start$/,
    ],
    [
      "an older revision serves",
      { newest: revision(8, "b"), intended: image("b") },
      /^it serves prospector-staging-api:7, and prospector-staging-api:8 is newer \(by .*anna\): .*`--refresh`/,
    ],
    [
      "another image serves",
      { intended: image("b") },
      /^it serves registry.example\/api@sha256:a{64}, and the stack file names registry.example\/api@sha256:b{64}$/,
    ],
    ["its task definitions are gone", { newest: undefined }, /^it has no active task definition$/],
  ])("no more when %s", (_, more, why) => {
    expect(told(more)).toEqual({ state: "failed", why: expect.stringMatching(why) });
  });
});

describe("what serves while a deployment goes on", () => {
  it("is the oldest that ECS keeps, and the newest as soon as it is done", () => {
    const before = rollout(6, { status: "ACTIVE" });

    expect(servingOf(service([rollout(7, { state: "IN_PROGRESS" }), before]))).toEqual({
      taskDefinition: `${family}:6`,
      moving: true,
    });
    expect(servingOf(service([rollout(7), before]))).toEqual({
      taskDefinition: `${family}:7`,
      moving: false,
    });
    expect(servingOf(service([rollout(1, { state: "IN_PROGRESS" })]))).toMatchObject({
      taskDefinition: `${family}:1`,
    });
  });
});

describe("why a deployment failed", () => {
  it("is told in the words of ECS and of the tasks, and a log cannot move the cursor", () => {
    const task = {
      id: "0f1e",
      at: new Date(0),
      taskDefinition: `${family}:7`,
      stopCode: "EssentialContainerExited",
      reason: "Essential container in task exited",
      containers: [
        { name: "api", exitCode: 1, reason: undefined },
        { name: "agent", exitCode: undefined, reason: "CannotPullContainerError" },
        { name: "quiet", exitCode: undefined, reason: undefined },
      ],
    };
    const text = whyText({
      service: "api",
      reason: "its deployment failed",
      events: ["(service api) has started 1 tasks"],
      tasks: [task],
      log: { task: "0f1e", lines: ["starting", "\u001b[2J\u001b[31mKeyError: REDIS_URL"] },
    });

    expect(text.split("\n")).toEqual([
      "✘ api: its deployment failed",
      "    ECS: (service api) has started 1 tasks",
      "    task 0f1e stopped: EssentialContainerExited, Essential container in task exited",
      "      api ended with 1",
      "      agent did not run: CannotPullContainerError",
      "    last lines of task 0f1e:",
      "      | starting",
      "      | KeyError: REDIS_URL",
    ]);
  });

  it("is not made up where no task has stopped", () => {
    const text = whyText({ service: "api", reason: "not in time", events: [], tasks: [], log: undefined });

    expect(text).toBe("✘ api: not in time\n    no task of it has stopped for a reason within the last hour");
  });
});

const release = (id: string, letter: string, more: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  kind: "release",
  stack: "prospector-staging",
  id,
  at: "2026-11-21T06:34:55.000Z",
  by: "arn:aws:sts::444455556666:assumed-role/deploy/anna",
  commit: null,
  config: "one",
  services: { api: { image: image(letter), taskDefinition: `${family}:${id}` } },
  tasks: {},
  frontend: null,
  schema: { version: "1", runsWith: ["1"], keeps: [] },
  result: "serves",
  ...more,
});

describe("a release", () => {
  it("has an id that sorts by its time", () => {
    expect(releaseId(new Date("2026-11-21T06:34:55.123Z"), "3d2f9a")).toBe("20261121T063455Z-3d2f9a");
    expect(releaseId(new Date())).toMatch(/^\d{8}T\d{6}Z-[\da-f]{6}$/);
  });

  it("says why it was deployed although alarms were red, and nothing of it where none was", () => {
    const target = targetAt("Pulumi.staging.yaml");
    const made = (despite: string | undefined) =>
      recordOf(target, new Session("444455556666", "anna"), {
        ...{ services: {}, tasks: {}, commit: null, frontend: null, despite },
      });

    expect(releaseRecord.parse(made("it mends the queue"))).toMatchObject({ despite: "it mends the queue" });
    expect(made(undefined)).not.toHaveProperty("despite");
  });

  it("is the same only with the same revisions, settings and schema, whoever deployed it", () => {
    const one = release("1", "a");

    expect(sameRelease(one, { ...one, id: "2", by: "somebody", commit: "3d2f9a0" })).toBe(true);
    expect(sameRelease(one, { ...one, config: "other" })).toBe(false);
    expect(sameRelease(one, { ...one, tasks: { migrate: "arn" } })).toBe(false);
    expect(sameRelease(one, { ...one, schema: { ...one.schema, version: "2" } })).toBe(false);
    expect(sameRelease(one, release("2", "a"))).toBe(false);
  });

  it("that was gone back from is known by its images, unless its settings were to blame", () => {
    const left = release("2", "b", { result: "rolled back from", config: "bad" });
    const named = (letter: string, config: string, ...records: ReleaseRecord[]) =>
      leftRelease(records, { images: { api: image(letter) }, config })?.id;

    expect(named("b", "bad", left, release("1", "a"))).toBe("2");
    expect(named("b", "other", left, release("1", "a"))).toBe("2");
    expect(named("a", "one", left, release("1", "a"))).toBeUndefined();
    expect(named("b", "bad", release("3", "b"), left)).toBeUndefined();
    expect(named("b", "one", left, release("1", "b"))).toBeUndefined();
    expect(named("b", "bad", left, release("1", "b"))).toBe("2");
    expect(leftRelease([left], { images: {}, config: "bad" })).toBeUndefined();
  });

  it("serves with its revisions, or else at least with its images", () => {
    const records = [release("3", "b"), release("2", "a"), release("1", "a")];
    const serving = (number: string, letter: string) => ({
      api: { image: image(letter), taskDefinition: `${family}:${number}` },
    });
    const found = (number: string, letter: string) => {
      const one = servingRelease(records, serving(number, letter));
      return one && [one.release.id, one.exactly];
    };

    expect(found("1", "a")).toEqual(["1", true]);
    expect(found("9", "a")).toEqual(["2", false]);
    expect(found("9", "c")).toBeUndefined();
  });
});

describe("an image in few letters", () => {
  it("is its repository's last word and twelve digits", () => {
    const full = `111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/api@sha256:${"ab".repeat(32)}`;

    expect([shortImage(full), shortImage("api:latest")]).toEqual(["api@abababababab", "api:latest"]);
  });
});
