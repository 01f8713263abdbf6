import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Config } from "../../config/schema.ts";
import { backupOptIn } from "../../ops/bootstrap/backup-opt-in.ts";
import { Session } from "../../ops/session.ts";
import { targetAt } from "../../ops/target.ts";
import { BackupSettings } from "./backup-settings.ts";
import { Endpoint, somebody } from "./running.ts";

const target = targetAt("Pulumi.staging.yaml");
const { account, database, buckets } = target.config;
const who = `arn:aws:sts::${account}:assumed-role/ops/anna`;

function part(more: Partial<Config> = {}) {
  return backupOptIn({ ...target, config: { ...target.config, ...more } }, new Session(account, who));
}
const onAurora = {
  ...database,
  engine: "aurora-postgresql" as const,
  capacity: { min: 0.5, max: 4 },
};

const denied = {
  status: 403,
  headers: { "x-amzn-errortype": "AccessDeniedException" },
  body: '{"message":"not authorized"}',
};

beforeEach(() => {
  for (const [name, value] of Object.entries(somebody)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

async function settings(kinds: Readonly<Record<string, boolean>>) {
  const made = await BackupSettings.start(kinds);
  vi.stubEnv("AWS_ENDPOINT_URL_BACKUP", made.endpoint.url);
  return made;
}

describe("the opt-in of AWS Backup", () => {
  it.each<[string, Partial<Config>, string]>([
    ["an instance and buckets", {}, "RDS and S3"],
    ["a cluster and buckets", { database: onAurora }, "Aurora and S3"],
    ["a cluster alone", { database: onAurora, buckets: {} }, "Aurora"],
  ])("is for what a stack keeps: %s", (_, more, names) => {
    expect(Object.keys(buckets)).not.toEqual([]);
    expect(part(more).what).toBe(`AWS Backup opted in to ${names}, for all of the account in eu-central-1`);
  });

  it("is right where all of that is on, whatever else is off", async () => {
    await using aws = await settings({ RDS: true, S3: true, Aurora: false, EFS: false });

    expect(await part().look()).toEqual({ state: "right" });
    expect(aws.endpoint.asked).toEqual(["GET /account-settings"]);
  });

  it.each([
    [{ RDS: true, S3: false, Aurora: true }, "RDS on; Aurora on, which this stack does not use; S3 off"],
    [{ EFS: true }, "RDS off; Aurora off, which this stack does not use; S3 off"],
  ])("shows of %j what is off, and what the stack does not use", async (kinds, found) => {
    await using _ = await settings(kinds);

    expect(await part().look()).toEqual({ state: "otherwise", found });
  });

  it("switches on what the stack uses, and leaves all others as they were", async () => {
    await using aws = await settings({ RDS: false, S3: false, Aurora: false, EFS: true, DynamoDB: false });
    await part().make();

    expect(aws.kinds).toEqual({ RDS: true, S3: true, Aurora: false, EFS: true, DynamoDB: false });
    expect(await part().look()).toEqual({ state: "right" });
  });

  it.each(["look", "make"] as const)("says who may not even look, when asked to %s", async (step) => {
    await using aws = await Endpoint.start(() => denied);
    vi.stubEnv("AWS_ENDPOINT_URL_BACKUP", aws.url);

    await expect(part()[step]()).rejects.toThrow(
      `could not read what AWS Backup is opted in to: ${who} needs backup:DescribeRegionSettings (AccessDeniedException: not authorized)`,
    );
    expect(aws.asked).toEqual(["GET /account-settings"]);
  });

  it("says who may look and not switch", async () => {
    await using aws = await Endpoint.start((asked) =>
      asked.startsWith("GET") ? { body: '{"ResourceTypeOptInPreference":{"RDS":false}}' } : denied,
    );
    vi.stubEnv("AWS_ENDPOINT_URL_BACKUP", aws.url);

    await expect(part().make()).rejects.toThrow(
      `could not opt in to RDS and S3: ${who} needs backup:UpdateRegionSettings`,
    );
  });
});
