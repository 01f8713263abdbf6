import { once } from "node:events";
import { createServer } from "node:http";
import { BackupClient } from "@aws-sdk/client-backup";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTime, newestData } from "../../functions/restore-check/check.ts";
import { type Jobs, jobsOf } from "../../functions/restore-check/jobs.ts";

describe("the targets", () => {
  const restoredAt = new Date("2026-03-02T12:00:00Z");

  it.each([
    ["2026-03-01T10:00:00Z", true, "26 h old"],
    ["2026-03-01T09:54:00Z", false, "26.1 h old"],
    ["2026-03-02T12:00:00Z", true, "0 h old"],
  ])("data of %s: %s", (at, passed, found) => {
    expect(newestData(new Date(at), restoredAt, 26)).toEqual({
      name: "newest data",
      passed,
      found,
      expected: "at most 26 h old",
    });
  });

  it("data of no known time is too old", () => {
    expect(newestData(null, restoredAt, 26)).toMatchObject({ passed: false, found: null });
  });

  it.each([
    [240, true],
    [241, false],
  ])("%s minutes of four hours: %s", (minutes, passed) =>
    expect(inTime(minutes, 4)).toEqual({
      name: "time to restore",
      passed,
      found: `${minutes} min`,
      expected: "at most 240 min",
    }),
  );
});

describe("a restore job at AWS Backup", () => {
  const asked: string[] = [];
  let answer: object;
  let jobs: Jobs;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    asked.push(`${request.method} ${request.url} ${body}`);
    response.end(request.method === "GET" ? JSON.stringify(answer) : "");
  });

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = server.address();
    jobs = jobsOf(
      new BackupClient({
        endpoint: `http://127.0.0.1:${typeof at === "object" ? at?.port : ""}`,
        region: "eu-central-1",
        credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
        maxAttempts: 1,
      }),
    );
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked.length = 0;
    answer = {
      RestoreJobId: "job-1",
      Status: "COMPLETED",
      ResourceType: "RDS",
      CreationDate: 1772452800,
      CreatedResourceArn: "arn:aws:rds:eu-central-1:123456789012:db:awsbackup-restore-test-1",
      RecoveryPointArn: "arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-0",
      SourceResourceArn: "arn:aws:rds:eu-central-1:123456789012:db:product-test",
      CreatedBy: {
        RestoreTestingPlanArn: "arn:aws:backup:eu-central-1:123456789012:restore-testing-plan:p-1",
      },
    };
  });

  it("is described", async () => {
    expect(await jobs.describe("job-1")).toEqual({
      id: "job-1",
      status: "COMPLETED",
      type: "RDS",
      began: new Date("2026-03-02T12:00:00Z"),
      copy: "arn:aws:rds:eu-central-1:123456789012:db:awsbackup-restore-test-1",
      recoveryPoint: "arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-0",
      source: "arn:aws:rds:eu-central-1:123456789012:db:product-test",
      judged: false,
    });
    expect(asked).toEqual(["GET /restore-jobs/job-1 "]);
  });

  it.each([
    ["VALIDATING", false],
    ["SUCCESSFUL", true],
    ["FAILED", true],
  ])("that is %s was judged: %s", async (ValidationStatus, judged) => {
    answer = { ...answer, ValidationStatus };
    expect((await jobs.describe("job-1")).judged).toBe(judged);
  });

  it("that is no test is refused: nobody's real restore is told a password, or deleted", async () => {
    answer = { ...answer, CreatedBy: undefined };
    await expect(jobs.describe("job-1")).rejects.toThrow("restore job job-1 is no restore test");
  });

  it.each([
    [true, "SUCCESSFUL"],
    [false, "FAILED"],
  ])("is judged: %s is %s", async (passed, status) => {
    await jobs.judge("job-1", passed, "a message");
    expect(asked).toEqual([
      `PUT /restore-jobs/job-1/validations {"ValidationStatus":"${status}","ValidationStatusMessage":"a message"}`,
    ]);
  });
});
