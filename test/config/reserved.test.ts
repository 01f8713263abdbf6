import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { functionNames } from "../../config/checks/reserved.ts";
import { tell } from "./tell.ts";
import { root, saidOf } from "./writing.ts";

describe("names that the platform has already", () => {
  it("are those of its functions", () => {
    const folders = readdirSync(join(root, "functions"), { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() && readdirSync(join(root, "functions", entry.name)).includes("settings.ts"),
      )
      .map(({ name }) => name)
      .filter((name) => name !== "shared");

    expect(folders.toSorted()).toEqual(functionNames);
  });

  const own = (path: string) =>
    `${path}: "${path.split(".")[1]}", which the platform has already · another name`;

  it.each(functionNames)("are refused for a task: %s", (name) => {
    expect(saidOf(["tasks", name], { service: "api", command: ["true"] })).toEqual([own(`tasks.${name}`)]);
  });

  it.each(functionNames)("are refused for a service: %s", (name) => {
    expect(saidOf(["services", name], isolated)).toEqual([own(`services.${name}`)]);
  });

  it.each(functionNames)("are refused for a cron job: %s", (name) => {
    const cron = {
      service: "api",
      command: ["true"],
      schedule: "rate(1 day)",
      missedAfterHours: 25,
    };

    expect(saidOf(["crons", name], cron)).toEqual([own(`crons.${name}`)]);
  });

  it.each([
    "balancer",
    "cache-queue",
    "database",
    "database-client",
    "database-proxy-group",
    "database-replica-group",
    "endpoints",
  ])("are refused for a service, whose security group is found by name: %s", (name) => {
    expect(saidOf(["services", name], isolated)).toEqual([own(`services.${name}`)]);
  });

  it.each(["access-logs", "evidence"])("are refused for a bucket: %s", (name) => {
    expect(saidOf(["buckets", name], { holds: "logs", dataClass: "technical", retentionDays: 30 })).toEqual([
      own(`buckets.${name}`),
    ]);
  });

  it.each([
    "DATABASE_APP_A",
    "DATABASE_APP_B",
    "DATABASE_MIGRATION_URL",
    "DATABASE_MONITOR_URL",
    "QUEUE_MONITOR_QUEUE",
    "QUEUE_MONITOR_ANOTHER",
  ])("are refused for a secret: %s", (name) => {
    expect(saidOf(["secrets", name], { from: "provided", purpose: "another" })).toEqual([
      own(`secrets.${name}`),
    ]);
  });
});

const isolated = {
  kind: "isolated",
  image: { digest: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/a@sha256:${"0".repeat(64)}` },
  size: { cpu: 256, memory: 1024 },
  scale: { min: 1, max: 1 },
};

describe("the roles' boundary", () => {
  tell([
    [
      "a policy of another account",
      ["permissionsBoundary"],
      "arn:aws:iam::444455556666:policy/boundary",
      'permissionsBoundary: "arn:aws:iam::444455556666:policy/boundary" · a policy of this account: arn:aws:iam::111122223333:policy/…',
    ],
    [
      "a policy of another partition",
      ["permissionsBoundary"],
      "arn:aws-cn:iam::111122223333:policy/boundary",
      'permissionsBoundary: "arn:aws-cn:iam::111122223333:policy/boundary" · a policy of this account: arn:aws:iam::111122223333:policy/…',
    ],
    [
      "what is no policy",
      ["permissionsBoundary"],
      "arn:aws:iam::111122223333:role/boundary",
      'permissionsBoundary: "arn:aws:iam::111122223333:role/boundary" · the ARN of an IAM policy',
    ],
  ]);

  it("is a policy of this account", () => {
    expect(saidOf(["permissionsBoundary"], "arn:aws:iam::111122223333:policy/delegated/boundary")).toEqual(
      [],
    );
  });
});
