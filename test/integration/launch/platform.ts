import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateClusterCommand,
  type DeploymentConfiguration,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { pinnedOf } from "../../../ops/images.ts";
import { colours, databaseOf, evidenceOf, familyOf, servedAlarmsOf, topicOf } from "../../../ops/names.ts";
import type { ReleaseRecord } from "../../../ops/release/record.ts";
import type { Target } from "../../../ops/target.ts";
import type { Aws } from "./aws.ts";

const canary: DeploymentConfiguration = {
  strategy: "CANARY",
  bakeTimeInMinutes: 1,
  canaryConfiguration: { canaryPercent: 50, canaryBakeTimeInMinutes: 1 },
  lifecycleHooks: [{ targetType: "AWS_LAMBDA" }],
};

/** Of the release before, the one that serves, and the one that comes next. */
export const revisions = { before: 1, now: 2, next: 3 } as const;
export const oldDigest = "1".repeat(64);
export const nextDigest = "3".repeat(64);

/** What `up` would have made of a stack in AWS, as far as commands look at it: two releases, the second of which serves. */
export class StandsInAws {
  readonly target: Target;
  readonly #aws: Aws;
  readonly #client;
  readonly #definitions = new Map<string, string>();

  private constructor(target: Target, aws: Aws) {
    this.target = target;
    this.#aws = aws;
    this.#client = { ...aws.moto.client, region: target.config.region };
  }

  static async make(target: Target, aws: Aws): Promise<StandsInAws> {
    const made = new StandsInAws(target, aws);
    aws.secrets = Object.keys(target.config.secrets);
    await made.#bucket();
    await made.#services();
    await Promise.all([made.#alarms(), made.#people(), made.#mail(), made.#numbers()]);
    return made;
  }

  definition(id: string, revision: number): string {
    const found = this.#definitions.get(`${id}:${revision}`);
    if (found === undefined) throw new Error(`no task definition ${id}:${revision}`);
    return found;
  }

  image(id: string, revision: number): string {
    const pinned = pinnedOf(this.target.config)[id] ?? "";
    const digest = { [revisions.before]: oldDigest, [revisions.next]: nextDigest }[revision];
    return digest === undefined ? pinned : `${pinned.split("@")[0]}@sha256:${digest}`;
  }

  /** All services run that revision, and nothing is on its way. */
  serve(revision: number): void {
    for (const [id, service] of Object.entries(this.target.config.services))
      this.#aws.ecs.serve(
        id,
        this.definition(id, revision),
        "host" in service ? canary : { strategy: "ROLLING" },
      );
  }

  get ids(): readonly string[] {
    return Object.keys(this.target.config.services);
  }

  async #bucket(): Promise<void> {
    const Bucket = evidenceOf(this.target);
    const s3 = new S3Client({ ...this.#client, forcePathStyle: true });
    const { region } = this.target.config;
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" },
      }),
    );
  }

  async #services(): Promise<void> {
    const ecs = new ECSClient(this.#client);
    await ecs.send(new CreateClusterCommand({ clusterName: this.target.prefix }));
    for (const [id, service] of Object.entries(this.target.config.services)) {
      for (const revision of Object.values(revisions)) {
        const environment = service.mustFill.map((name) => ({ name, value: "filled" }));
        const { taskDefinition } = await ecs.send(
          new RegisterTaskDefinitionCommand({
            family: familyOf(this.target, id),
            containerDefinitions: [{ name: id, image: this.image(id, revision), memory: 128, environment }],
          }),
        );
        this.#definitions.set(`${id}:${revision}`, taskDefinition?.taskDefinitionArn ?? "");
      }
    }
    this.serve(revisions.now);
    await this.#release("20261101T000000Z-aaaaaa", revisions.before);
    await this.#release("20261110T000000Z-bbbbbb", revisions.now);
  }

  async #release(id: string, revision: number): Promise<void> {
    const { version, runsWith } = this.target.config.release.schema;
    const at = `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}T00:00:00.000Z`;
    const schema = { version, runsWith: [...runsWith], keeps: [version] };
    const record: ReleaseRecord = {
      kind: "release",
      stack: this.target.prefix,
      id,
      at,
      by: `arn:aws:iam::${this.target.config.account}:role/deploy`,
      commit: null,
      config: "0".repeat(64),
      services: Object.fromEntries(
        this.ids.map((name) => [
          name,
          { image: this.image(name, revision), taskDefinition: this.definition(name, revision) },
        ]),
      ),
      tasks: {},
      frontend: null,
      schema,
      result: "serves",
    };
    const [, digest = ""] = this.image("api", revision).split("sha256:");
    await this.#put(`release/${id}`, record);
    await this.#put(`migration/${digest}/db-ONE`, {
      kind: "migration",
      stack: this.target.prefix,
      at,
      image: this.image("api", revision),
      digest,
      schema,
      database: { identifier: databaseOf(this.target), resourceId: "db-ONE" },
      snapshot: `${this.target.prefix}-release-${digest.slice(0, 12)}-abcdefgh`,
      tasks: [],
      result: "SUCCESSFUL",
    });
  }

  async #put(key: string, record: object): Promise<void> {
    const s3 = new S3Client({ ...this.#client, forcePathStyle: true });
    await s3.send(
      new PutObjectCommand({
        Bucket: evidenceOf(this.target),
        Key: `${key}.json`,
        Body: JSON.stringify(record),
      }),
    );
  }

  async #alarms(): Promise<void> {
    const cloudwatch = new CloudWatchClient(this.#client);
    const { prefix } = this.target;
    const served = this.ids.flatMap((id) => ("host" in (this.target.config.services[id] ?? {}) ? [id] : []));
    const names = served.flatMap((id) => [...servedAlarmsOf(this.target, id), `${prefix}-${id}-budget`]);
    for (const AlarmName of names) {
      const colour = colours.find((one) => AlarmName.includes(`-${one}-`));
      const groups = [
        { Name: "TargetGroup", Value: `targetgroup/${prefix}-${colour}/0123456789abcdef` },
        { Name: "LoadBalancer", Value: `app/${prefix}/0123456789abcdef` },
      ];
      await cloudwatch.send(
        new PutMetricAlarmCommand({
          AlarmName,
          Namespace: "AWS/ApplicationELB",
          MetricName: "TargetResponseTime",
          ...(colour && { Dimensions: groups }),
          Statistic: "Sum",
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: "GreaterThanThreshold",
          AlarmActions: [topicOf(this.target, "ticket")],
        }),
      );
    }
  }

  /** Everybody whom the stack file names is subscribed. */
  async #people(): Promise<void> {
    const sns = new SNSClient(this.#client);
    for (const severity of ["page", "ticket"] as const) {
      const TopicArn = topicOf(this.target, severity);
      await sns.send(new CreateTopicCommand({ Name: TopicArn.split(":").at(-1) }));
      for (const route of this.target.config.oncall.routes) {
        if (!route.carries.includes(severity) || !("url" in route || "address" in route)) continue;
        const Endpoint = "url" in route ? route.url : route.address;
        await sns.send(new SubscribeCommand({ TopicArn, Protocol: route.kind, Endpoint }));
      }
    }
  }

  async #mail(): Promise<void> {
    const ses = new SESv2Client(this.#client);
    await ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName: this.target.prefix }));
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: this.target.config.email?.domain }));
  }

  /** A pool that is far from full, as CloudWatch knows it. */
  async #numbers(): Promise<void> {
    await new CloudWatchClient(this.#client).send(
      new PutMetricDataCommand({
        Namespace: "AWS/RDS",
        MetricData: [
          {
            MetricName: "DatabaseConnections",
            Dimensions: [{ Name: "DBInstanceIdentifier", Value: databaseOf(this.target) }],
            Value: 12,
            Timestamp: new Date(Date.now() - 120_000),
          },
        ],
      }),
    );
  }
}
