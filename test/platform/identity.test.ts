import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { document } from "../../components/document.ts";
import { flowLog } from "../../components/network/flow-log.ts";
import type { Place } from "../../components/place.ts";
import { executionPolicy } from "../../components/run/execution.ts";
import { Task } from "../../components/run/task.ts";
import { readsSecrets, rotatesSecrets } from "../../components/secrets/rotation-policy.ts";
import { Bucket } from "../../components/storage/bucket.ts";
import { decide } from "./decide.ts";
import { declare } from "./declare.ts";
import { rolesOutside } from "./roles.ts";

const components = join(import.meta.dirname, "../../components");
const place: Place = {
  prefix: "shop-production",
  account: "111122223333",
  region: "eu-central-1",
  partition: "aws",
};
const limits = "arn:aws:iam::111122223333:policy/limits";
const logs = { days: 30, keyArn: "arn:logs-key" };
const here = (service: string, resource: string) =>
  `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
const secretArn = (name: string) => here("secretsmanager", `secret:shop-production/${name}-a1B2c3`);
const knownArn = (name: string) => here("secretsmanager", `secret:shop-production/${name}-??????`);
const repositoryArn = here("ecr", "repository/shop");
const key = here("kms", "key/1");

const taskOf = (at: Place = place): Task => {
  const signing = new aws.secretsmanager.Secret("signing", { name: "shop-production/SIGNING_KEY" });
  const keys = { name: "shop-production/SIGNING_KEY", arn: signing.arn, knownArn: knownArn("SIGNING_KEY") };
  return new Task("api", {
    place: at,
    settings: {
      size: { cpu: 256, memory: 512 },
      user: "10001:10001",
      stopSeconds: 30,
      env: {},
      command: undefined,
    },
    health: undefined,
    image: { ref: `shop@sha256:${"a".repeat(64)}`, repositoryArn },
    context: {},
    secrets: {
      SIGNING_KEY: { ...keys, jsonKey: "current" },
      SIGNING_KEY_NEXT: { ...keys, jsonKey: "next" },
      SIGNING_KEY_PREVIOUS: { ...keys, jsonKey: "previous" },
      TOKEN: {
        name: "shop-production/TOKEN",
        arn: new aws.secretsmanager.Secret("token").arn,
        knownArn: knownArn("TOKEN"),
      },
    },
    logs,
    masked: [],
  });
};

describe("what starts a task", () => {
  const policy = executionPolicy(place, {
    images: [{ ref: "shop", repositoryArn }],
    logGroupName: "/shop-production/api",
    secrets: ["shop-production/TOKEN", "shop-production/SIGNING_KEY", "shop-production/SIGNING_KEY"],
  });
  const opens = (name: string, alias = "shop-production-secrets") => ({
    action: "kms:Decrypt",
    resource: key,
    context: {
      "kms:ResourceAliases": [`alias/${alias}`],
      "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com",
      "kms:EncryptionContext:SecretARN": secretArn(name),
    },
  });
  const reads = (name: string) => ({ action: "secretsmanager:GetSecretValue", resource: secretArn(name) });

  it.each([
    ["reads its secret", reads("TOKEN")],
    ["reads each of several keys in one", reads("SIGNING_KEY")],
    ["opens its secret", opens("TOKEN")],
    ["pulls its image", { action: "ecr:BatchGetImage", resource: repositoryArn }],
    ["logs in to pull it", { action: "ecr:GetAuthorizationToken", resource: "*" }],
    [
      "writes its log",
      {
        action: "logs:PutLogEvents",
        resource: here("logs", "log-group:/shop-production/api:log-stream:api/1"),
      },
    ],
  ])("%s", async (_, asked) => {
    expect(await decide([policy], asked)).toBe("Allowed");
  });

  it.each([
    ["reads no other's secret", reads("DATABASE_URL")],
    ["reads none whose name begins alike", reads("TOKEN_OF_ANOTHER")],
    ["opens no other's secret, though the key is the same", opens("DATABASE_URL")],
    ["opens nothing with another key", opens("TOKEN", "shop-production-data")],
    [
      "opens nothing without saying for which secret",
      { ...opens("TOKEN"), context: { "kms:ResourceAliases": ["alias/shop-production-secrets"] } },
    ],
    ["writes no secret", { action: "secretsmanager:PutSecretValue", resource: secretArn("TOKEN") }],
    ["pulls no other image", { action: "ecr:BatchGetImage", resource: here("ecr", "repository/bank") }],
    [
      "writes no other log",
      {
        action: "logs:PutLogEvents",
        resource: here("logs", "log-group:/shop-production/worker:log-stream:worker/1"),
      },
    ],
  ])("%s", async (_, asked) => {
    expect(await decide([policy], asked)).toBe("ImplicitlyDenied");
  });

  it("names each secret once, however many variables come from it", () => {
    const [read] = JSON.parse(policy).Statement.filter(({ Sid }: { Sid: string }) => Sid === "ReadSecrets");
    expect(read.Resource).toEqual(["SIGNING_KEY", "TOKEN"].map(knownArn));
  });
});

describe("a task", () => {
  it("gets keys out of one secret by where they are in its JSON", async () => {
    const plan = await declare(taskOf, { pass: "resolved" });
    const definition = plan.only("aws:ecs/taskDefinition:TaskDefinition");
    const [container] = JSON.parse(String(definition.containerDefinitions));
    const suffix = ({ valueFrom }: { valueFrom: string }) => /:[^:]*::$/.exec(valueFrom)?.[0];
    expect(
      container.secrets.map((one: { name: string; valueFrom: string }) => [one.name, suffix(one)]),
    ).toEqual([
      ["SIGNING_KEY", ":current::"],
      ["SIGNING_KEY_NEXT", ":next::"],
      ["SIGNING_KEY_PREVIOUS", ":previous::"],
      ["TOKEN", undefined],
    ]);
  });

  it("says at a first preview which secret each of them comes from", async () => {
    const plan = await declare(taskOf);
    const [container] = [plan.get("golive:run:Task", "api").outputs.containers].flat();
    expect(container).toMatchObject({
      secrets: [
        { name: "SIGNING_KEY", valueFrom: `${knownArn("SIGNING_KEY")}:current::` },
        { name: "SIGNING_KEY_NEXT", valueFrom: `${knownArn("SIGNING_KEY")}:next::` },
        { name: "SIGNING_KEY_PREVIOUS", valueFrom: `${knownArn("SIGNING_KEY")}:previous::` },
        { name: "TOKEN", valueFrom: knownArn("TOKEN") },
      ],
    });
  });

  it("may itself use the bucket that admits it, and no other", async () => {
    const plan = await declare(() => {
      const target = {
        bucket: pulumi.output("logs"),
        prefix: { bucket: "bucket", balancer: "balancer", cdn: "cdn" },
      };
      const bucket = new Bucket("reports", {
        place,
        id: "reports",
        settings: { holds: "reports", dataClass: "business", retentionDays: null, oldVersionDays: 30 },
        keyArn: "arn:data-key",
        accessLogs: target,
      });
      bucket.allow("api", taskOf().role);
    });
    const policies = plan
      .all("aws:iam/rolePolicy:RolePolicy")
      .filter(({ name }) => name === "reports")
      .map(({ policy }) => policy);
    const reads = (bucket: string) => ({
      action: "s3:GetObject",
      resource: `arn:aws:s3:::shop-production-${bucket}-111122223333/a.pdf`,
    });
    expect(await decide(policies, reads("reports"))).toBe("Allowed");
    expect(await decide(policies, reads("exports"))).toBe("ImplicitlyDenied");
    expect(await decide(policies, { ...reads("reports"), action: "s3:DeleteObjectVersion" })).toBe(
      "ImplicitlyDenied",
    );
  });
});

describe("a function", () => {
  const uses = (action: string, name: string) => ({
    action: `secretsmanager:${action}`,
    resource: secretArn(name),
  });
  const opens = (action: string, name: string) => ({
    action: `kms:${action}`,
    resource: key,
    context: {
      "kms:ResourceAliases": ["alias/shop-production-secrets"],
      "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com",
      "kms:EncryptionContext:SecretARN": secretArn(name),
    },
  });
  const reader = document(...readsSecrets(place, ["TOKEN"]));
  const rotator = document(...rotatesSecrets(place, ["TOKEN"]));

  it.each([
    ["that reads reads its secret", reader, uses("GetSecretValue", "TOKEN"), "Allowed"],
    ["that reads opens its secret", reader, opens("Decrypt", "TOKEN"), "Allowed"],
    ["that reads reads no other", reader, uses("GetSecretValue", "OTHER"), "ImplicitlyDenied"],
    ["that reads opens no other", reader, opens("Decrypt", "OTHER"), "ImplicitlyDenied"],
    ["that reads writes none", reader, uses("PutSecretValue", "TOKEN"), "ImplicitlyDenied"],
    ["that rotates writes its secret", rotator, uses("PutSecretValue", "TOKEN"), "Allowed"],
    ["that rotates closes its secret", rotator, opens("GenerateDataKey", "TOKEN"), "Allowed"],
    ["that rotates writes no other", rotator, uses("PutSecretValue", "OTHER"), "ImplicitlyDenied"],
    ["that rotates closes no other", rotator, opens("GenerateDataKey", "OTHER"), "ImplicitlyDenied"],
    [
      "that rotates opens a secret to nobody",
      rotator,
      uses("PutResourcePolicy", "TOKEN"),
      "ImplicitlyDenied",
    ],
    ["that rotates deletes none", rotator, uses("DeleteSecret", "TOKEN"), "ImplicitlyDenied"],
  ])("%s", async (_, policy, asked, decision) => {
    expect(await decide([policy], asked)).toBe(decision);
  });
});

describe("a permissions boundary", () => {
  const bounded = { ...place, permissionsBoundary: limits };
  const parts = (at: Place) => () => {
    taskOf(at);
    const parent = new pulumi.ComponentResource("golive:test:Network", "network");
    flowLog("network-flow-log", { place: at, vpcId: "vpc-1", logs }, parent);
  };

  it("bounds every role", async () => {
    const plan = await declare(parts(bounded));
    expect(plan.all("aws:iam/role:Role")).toHaveLength(3);
    expect(rolesOutside(plan, limits)).toEqual([]);
  });

  it("cannot be forgotten: roles are made in one place only", () => {
    const makers = readdirSync(components, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .filter((file) => readFileSync(join(components, file), "utf8").includes("new aws.iam.Role("));
    expect(makers).toEqual(["role.ts"]);
  });

  it("is on none where none is configured", async () => {
    const plan = await declare(parts(place));
    expect(plan.all("aws:iam/role:Role").filter((role) => "permissionsBoundary" in role)).toEqual([]);
  });
});
