import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { statefulTypes } from "../../../policy/reading/stateful.ts";
import { judgePlan } from "../../../readiness/preview/judge.ts";
import { holdingOf, statefulKinds } from "../../../readiness/preview/stateful.ts";
import { planning, short, step } from "./recordings.ts";

const provider = join(import.meta.dirname, "../../../node_modules/@pulumi/aws");
const today = new Date("2027-03-01T12:00:00Z");
const typeOf = (kind: string) => `aws:${kind}:${kind.replace(/^.*\/(.)/, (_, first) => first.toUpperCase())}`;
const types = statefulKinds.map(typeOf);
const refused = (...ops: readonly (readonly [string, string, string])[]) =>
  judgePlan(planning(...ops.map(([op, type, name]) => step(op, type, name))), [], today).refused.map(
    ({ change }) => short(change),
  );

describe("what holds data", () => {
  it.each(types)("%s is neither deleted nor replaced, and may be made and changed", (type) => {
    expect(
      refused(["delete", type, "a"], ["replace", type, "b"], ["create", type, "c"], ["update", type, "d"]),
    ).toEqual(["delete a", "replace b"]);
  });

  it.each(statefulKinds)("%s is a kind that the provider has", (kind) => {
    const service = join(provider, kind.split("/")[0] ?? "");
    const made = readdirSync(service).filter((file) => file.endsWith(".js"));
    expect(made.some((file) => readFileSync(join(service, file), "utf8").includes(`'${typeOf(kind)}'`))).toBe(
      true,
    );
  });

  it("is at least what the pack asks to protect", () => {
    expect(statefulTypes.filter((type) => holdingOf(type) === undefined)).toEqual([]);
  });

  it.each([
    [
      "databases",
      ["rds/instance", "rds/cluster", "docdb/cluster", "neptune/cluster", "dsql/cluster", "redshift/cluster"],
    ],
    [
      "tables",
      [
        "dynamodb/table",
        "dynamodb/globalTable",
        "keyspaces/table",
        "timestreamwrite/table",
        "s3tables/table",
      ],
    ],
    [
      "caches",
      [
        "elasticache/replicationGroup",
        "elasticache/cluster",
        "elasticache/serverlessCache",
        "memorydb/cluster",
      ],
    ],
    [
      "files and disks",
      ["efs/fileSystem", "fsx/lustreFileSystem", "fsx/openZfsVolume", "ebs/volume", "ec2/instance"],
    ],
    ["buckets", ["s3/bucket", "s3/bucketV2", "s3/directoryBucket", "glacier/vault"]],
    [
      "what keeps a bucket's objects",
      ["s3/bucketObjectLockConfiguration", "s3/bucketPolicy", "s3/bucketVersioning", "s3/bucketVersioningV2"],
    ],
    ["indexes", ["opensearch/domain", "opensearch/serverlessCollection", "elasticsearch/domain"]],
    ["streams and queues", ["kinesis/stream", "msk/cluster", "mq/broker", "sqs/queue", "sns/topic"]],
    [
      "keys and secrets",
      [
        "kms/key",
        "kms/replicaKey",
        "secretsmanager/secret",
        "secretsmanager/secretVersion",
        "ssm/parameter",
        "acmpca/certificateAuthority",
      ],
    ],
    [
      "copies",
      ["backup/vault", "backup/vaultLockConfiguration", "backup/vaultPolicy", "rds/snapshot", "ebs/snapshot"],
    ],
    ["releases", ["ecr/repository", "codeartifact/repository"]],
    [
      "records",
      [
        "cloudwatch/logGroup",
        "cloudtrail/trail",
        "cloudtrail/eventDataStore",
        "amp/workspace",
        "grafana/workspace",
      ],
    ],
    ["people", ["cognito/userPool", "directoryservice/directory", "sesv2/contactList"]],
    [
      "names and addresses",
      [
        "route53/zone",
        "route53domains/domain",
        "cloudfront/distribution",
        "ec2/eip",
        "globalaccelerator/accelerator",
        "ec2/vpc",
      ],
    ],
  ])("is %s", (_, kinds) => {
    expect(kinds.filter((kind) => holdingOf(typeOf(kind)) === undefined)).toEqual([]);
  });

  it.each([
    "ecs/service",
    "ecs/taskDefinition",
    "lambda/function",
    "rds/clusterInstance",
    "rds/proxy",
    "elasticache/parameterGroup",
    "s3/bucketObjectv2",
    "kms/alias",
    "acm/certificate",
    "constructor/name",
    "rds/toString",
  ])("is not %s, which the program makes again", (kind) => {
    expect(holdingOf(typeOf(kind))).toBeUndefined();
  });

  it("is AWS's: another provider's type of the same name is not", () => {
    expect(holdingOf("gcp:kms/key:Key")).toBeUndefined();
  });
});
