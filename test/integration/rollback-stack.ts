import { join } from "node:path";
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateClusterCommand,
  type DeploymentConfiguration,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { vi } from "vitest";
import { servedAlarmsOf } from "../../ops/names.ts";
import type { ReleaseRecord } from "../../ops/release/record.ts";
import type { Manner, Voice } from "../../ops/rollback/work.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { Folder } from "../cli/running.ts";
import { account, Moto, region } from "./moto.ts";
import { ServiceDeployments } from "./service-deployments.ts";

export const ids = ["api", "worker", "scheduler", "scraper"] as const;
export const canary: DeploymentConfiguration = {
  strategy: "CANARY",
  bakeTimeInMinutes: 1,
  canaryConfiguration: { canaryPercent: 50, canaryBakeTimeInMinutes: 1 },
  lifecycleHooks: [{ targetType: "AWS_LAMBDA" }, { targetType: "PAUSE" }],
};
export const rolling: DeploymentConfiguration = { strategy: "ROLLING" };

const Bucket = `prospector-staging-evidence-${account}`;

/** The shipped staging stack as ECS and its evidence bucket would show it after releases a and b. */
export class Stack {
  readonly moto: Moto;
  readonly ecs: ServiceDeployments;
  readonly target: Target;
  readonly s3: S3Client;
  readonly cloudwatch: CloudWatchClient;
  readonly said: string[] = [];
  readonly drawn: string[] = [];
  readonly #folder: Folder;

  private constructor(moto: Moto, ecs: ServiceDeployments) {
    this.moto = moto;
    this.ecs = ecs;
    this.#folder = new Folder().write({ account });
    this.target = targetAt(join(this.#folder.path, "Pulumi.staging.yaml"));
    this.s3 = new S3Client({ ...moto.client, forcePathStyle: true });
    this.cloudwatch = new CloudWatchClient(moto.client);
  }

  static async start(): Promise<Stack> {
    const moto = await Moto.start();
    return new Stack(moto, await ServiceDeployments.start(moto.endpoint));
  }

  async stop(): Promise<void> {
    this.ecs.stop();
    this.#folder[Symbol.dispose]();
    await this.moto.stop();
  }

  get environment(): Readonly<Record<string, string>> {
    return { ...this.moto.environment, AWS_ENDPOINT_URL_ECS: this.ecs.url };
  }

  get folder(): string {
    return this.#folder.path;
  }

  /** Task definitions 1 to 3 of each service, releases a (1) and b (2), schema 0041 then 0042, and b serves. */
  async prepare(): Promise<void> {
    await this.moto.reset();
    this.ecs.reset();
    this.said.length = 0;
    this.drawn.length = 0;
    for (const [name, value] of Object.entries(this.environment)) vi.stubEnv(name, value);
    const real = new ECSClient(this.moto.client);
    await real.send(new CreateClusterCommand({ clusterName: "prospector-staging" }));
    for (const id of ids)
      for (let revision = 1; revision <= 3; revision++)
        await real.send(
          new RegisterTaskDefinitionCommand({
            family: `prospector-staging-${id}`,
            containerDefinitions: [
              { name: id, image: `${id}@sha256:${String(revision).repeat(64)}`, memory: 128 },
            ],
          }),
        );
    await this.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
    );
    await this.put("release/20261101T000000Z-aaaaaa", release("20261101T000000Z-aaaaaa", 1, "0041"));
    await this.put("release/20261110T000000Z-bbbbbb", release("20261110T000000Z-bbbbbb", 2, "0042"));
    await this.migrated(1, "0041", []);
    await this.migrated(2, "0042", ["0041"]);
    for (const id of ids) this.ecs.serve(id, definition(id, 2), id === "api" ? canary : rolling);
    for (const AlarmName of servedAlarmsOf(this.target, "api"))
      await this.cloudwatch.send(
        new PutMetricAlarmCommand({
          AlarmName,
          Namespace: "n",
          MetricName: "m",
          Statistic: "Sum",
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: "GreaterThanThreshold",
        }),
      );
  }

  async migrated(revision: number, version: string, keeps: readonly string[]): Promise<void> {
    const digest = String(revision).repeat(64);
    await this.put(`migration/${digest}/db-ONE`, {
      kind: "migration",
      stack: "prospector-staging",
      at: `2026-11-${revision === 1 ? "01" : "10"}T00:00:00.000Z`,
      image: `api@sha256:${digest}`,
      digest,
      schema: { version, runsWith: [version], keeps },
      database: { identifier: "prospector-staging-database", resourceId: "db-ONE" },
      snapshot: snapshotName(revision),
      tasks: [],
      result: "SUCCESSFUL",
    });
  }

  async put(key: string, record: object): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket, Key: `${key}.json`, Body: JSON.stringify(record) }));
  }

  /** All records below a folder, by key. */
  async records(Prefix: string): Promise<Record<string, unknown>> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const read = Contents.map(async ({ Key = "" }): Promise<[string, unknown]> => {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket, Key }));
      return [Key, JSON.parse((await Body?.transformToString()) ?? "")];
    });
    return Object.fromEntries(await Promise.all(read));
  }

  async ring(AlarmName: string): Promise<void> {
    await this.cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName, StateValue: "ALARM", StateReason: "a test" }),
    );
  }

  readonly voice: Voice = {
    say: (line) => void this.said.push(line),
    now: (line) => void this.drawn.push(line),
  };

  manner(more: Partial<Manner> = {}): Manner {
    // Patience is 45 such minutes: a busy machine needs more than one second for what these wait for.
    const pace = { minute: 80, look: 2 };
    return { act: true, signal: new AbortController().signal, watchMinutes: 1, pace, ...more };
  }

  /** What is put in place now, by service: the revision alone. */
  get serving(): Record<string, string> {
    return Object.fromEntries(
      [...this.ecs.services].map(([id, { taskDefinition }]) => [id, taskDefinition.split(":").at(-1) ?? ""]),
    );
  }
}

export const definition = (id: string, revision: number): string =>
  `arn:aws:ecs:${region}:${account}:task-definition/prospector-staging-${id}:${revision}`;

export const snapshotName = (revision: number): string =>
  `prospector-staging-release-${String(revision).repeat(12)}-abcdefgh`;

export const release = (id: string, revision: number, version: string): ReleaseRecord => ({
  kind: "release",
  stack: "prospector-staging",
  id,
  at: `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}T00:00:00.000Z`,
  by: "arn:aws:iam::123456789012:role/deploy",
  commit: null,
  config: "0".repeat(64),
  services: Object.fromEntries(
    ids.map((name) => [
      name,
      { image: `${name}@sha256:${String(revision).repeat(64)}`, taskDefinition: definition(name, revision) },
    ]),
  ),
  tasks: {},
  frontend: null,
  schema: { version, runsWith: [version], keeps: [] },
  result: "serves",
});
