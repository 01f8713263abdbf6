import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { quoted } from "../../ops/quoted.ts";
import { Session } from "../../ops/session.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { commandLine, requestOf, startedBy } from "../../ops/task/request.ts";
import { verdictOf } from "../../ops/task/verdict.ts";
import { root } from "../config/writing.ts";
import { answering } from "./answering.ts";
import { Endpoint, identityOf, somebody } from "./running.ts";

const account = "444455556666";
const target: Target = targetAt(join(root, "Pulumi.staging.yaml"));

describe("the request that starts a task", () => {
  const session = new Session(account, `arn:aws:sts::${account}:assumed-role/ops/anna@product.example`);
  const revision = {
    name: "prospector-staging-task-migrate:7",
    image: "image",
    command: ["migrate"],
    stopSeconds: 60,
  };
  const position = { subnets: ["subnet-a", "subnet-b"], securityGroups: ["sg-api", "sg-database"] };
  const request = requestOf(target, session, revision, position);

  it("names one revision, the subnets of tasks without a public address, and who asked", () => {
    expect(request).toEqual({
      cluster: "prospector-staging",
      taskDefinition: "prospector-staging-task-migrate:7",
      launchType: "FARGATE",
      count: 1,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ["subnet-a", "subnet-b"],
          securityGroups: ["sg-api", "sg-database"],
          assignPublicIp: "DISABLED",
        },
      },
      startedBy: "ops/anna-product-example",
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
    });
  });

  it("is shown as what the AWS CLI takes", () => {
    expect(commandLine(target, request)).toBe(
      [
        "aws ecs run-task --region eu-central-1 --cluster prospector-staging",
        "--task-definition prospector-staging-task-migrate:7 --launch-type FARGATE --count 1",
        "--network-configuration 'awsvpcConfiguration={subnets=[subnet-a,subnet-b],securityGroups=[sg-api,sg-database],assignPublicIp=DISABLED}'",
        "--started-by ops/anna-product-example --enable-ecs-managed-tags --propagate-tags TASK_DEFINITION",
      ].join(" \\\n  "),
    );
  });

  it.each([
    ["arn:aws:sts::1:assumed-role/ops/anna", "ops/anna"],
    ["arn:aws:iam::1:user/team/anna", "ops/anna"],
    ["arn:aws:iam::1:root", "ops/root"],
    [`arn:aws:sts::1:assumed-role/ops/${"a".repeat(64)}`, `ops/${"a".repeat(32)}`],
  ])("of %s says that %s started it", (who, says) => {
    expect(startedBy({ who })).toBe(says);
  });

  it.each([
    ["a-b_c:1/d.e", "a-b_c:1/d.e"],
    ["", "''"],
    ["it's $HOME", `'it'\\''s $HOME'`],
  ])("quotes %j for a shell", (word, says) => {
    expect(quoted(word)).toBe(says);
  });

  it("names the folder of a stack's file, where that was said", () => {
    const path = join(root, "Pulumi.staging.yaml");

    expect([targetAt(path).typed, targetAt(path, "my folder").typed]).toEqual([
      "staging",
      "staging -d 'my folder'",
    ]);
  });
});

describe("how a task ended", () => {
  const ended = (exitCode: number, reason?: string) => ({
    stopCode: "EssentialContainerExited" as const,
    stoppedReason: "Essential container in task exited",
    startedAt: new Date(),
    containers: [{ name: "task-migrate", exitCode, ...(reason && { reason }) }],
  });
  const taken = (exitCode?: number) => ({
    stopCode: "UserInitiated" as const,
    stoppedReason: "Task stopped by user",
    startedAt: new Date(),
    containers: [{ name: "task-migrate", ...(exitCode !== undefined && { exitCode }) }],
  });

  it.each([0, 1, 3, 137, 255])("is the container's own exit code: %i", (code) => {
    expect(verdictOf(ended(code), "task-migrate", undefined)).toEqual({
      code,
      says: `its container ended with exit code ${code}`,
    });
  });

  it("tells that there was not enough memory", () => {
    const reason = "OutOfMemoryError: Container killed due to memory usage";
    expect(verdictOf(ended(137, reason), "task-migrate", undefined).says).toBe(
      `its container ended with exit code 137 (${reason})`,
    );
  });

  it("is 1 where it never started, with ECS's reason", () => {
    const task = {
      stopCode: "TaskFailedToStart" as const,
      stoppedReason: "CannotPullContainerError: image not found",
      containers: [{ name: "task-migrate" }],
    };
    expect(verdictOf(task, "task-migrate", undefined)).toEqual({
      code: 1,
      says: "it never started (TaskFailedToStart: CannotPullContainerError: image not found; its container has no exit code)",
    });
  });

  it.each([
    [undefined, "it was stopped from outside"],
    ["late", "it took longer than it may, and was stopped"],
    ["interrupted", "it was stopped, as you asked"],
  ] as const)("is 1 where it was stopped (%s), even if its container then ends with 0", (stopped, begins) => {
    expect(verdictOf(taken(0), "task-migrate", stopped)).toEqual({
      code: 1,
      says: `${begins} (UserInitiated: Task stopped by user; its container then ended with exit code 0)`,
    });
  });

  it("is its own where it ended just before it would have been stopped", () => {
    expect(verdictOf(ended(0), "task-migrate", "late").code).toBe(0);
  });

  it("is not the exit code of another container", () => {
    expect(verdictOf(ended(0), "task-verify", undefined).code).toBe(1);
  });
});

describe("ops task", () => {
  it.each([
    ["migrat", 'did you mean "migrate"?'],
    ["bootstrap", "bootstrap-admin"],
    ["__proto__", "found:"],
  ])("refuses %s before it asks AWS anything, and lists the tasks", async (name, says) => {
    const { status, stdout, stderr } = await answering(["ops", "task", name, "staging", "--yes"]);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Pulumi\.staging\.yaml:\d+:\d+ {2}tasks$/m);
    expect(stderr).toContain(`found:   no task "${name}"`);
    expect(stderr).toContain("allowed: one of the tasks there: migrate, verify, bootstrap-admin");
    expect(stderr).toContain(says);
  });

  it("says that there are no credentials, with exit code 3", async () => {
    const { status, stdout, stderr } = await answering(["ops", "task", "migrate", "staging", "--yes"]);

    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^no AWS credentials, so we could not ask who we are/);
  });

  it.each<[string, number, object, RegExp]>([
    [
      "there is no such task definition",
      400,
      { __type: "ClientException", message: "Unable to describe task definition." },
      /^there is no task definition prospector-staging-task-migrate in 444455556666 eu-central-1: `\.\/golive up staging` makes it$/m,
    ],
    [
      "it may not be looked at",
      400,
      { __type: "AccessDeniedException", message: "not authorized" },
      /^could not look at task definition prospector-staging-task-migrate: .*assumed-role\/ops\/anna needs ecs:DescribeTaskDefinition/m,
    ],
    [
      "it runs something else",
      200,
      { taskDefinition: { family: "f", revision: 1, status: "ACTIVE", containerDefinitions: [] } },
      /^f:1 has no container task-migrate$/m,
    ],
    [
      "it was deregistered",
      200,
      { taskDefinition: { family: "f", revision: 1, status: "INACTIVE", containerDefinitions: [] } },
      /^f:1 is INACTIVE: it cannot be run$/m,
    ],
  ])("ends with 3, and starts nothing, where %s", async (_, status, answer, says) => {
    await using aws = await Endpoint.start((_, body) =>
      body.includes("GetCallerIdentity")
        ? identityOf(account)
        : {
            status,
            headers: { "content-type": "application/x-amz-json-1.1" },
            body: JSON.stringify(answer),
          },
    );
    const env = { ...somebody, AWS_ENDPOINT_URL: aws.url };
    const ended = await answering(["ops", "task", "migrate", "staging", "--yes"], env);

    expect([ended.status, ended.stdout, aws.asked]).toEqual([3, "", ["POST /", "POST /"]]);
    expect(ended.stderr).toMatch(says);
  });
});
