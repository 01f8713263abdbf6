import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nobody, running } from "../cli/running.ts";
import { root } from "../config/writing.ts";

/** Looks like nothing in particular: no shape, no randomness, no name gives it away. */
const marker = "velvet-otter-lantern";
const forms = [["people"], ["machines", "--json"], ["a pull request", "--markdown"]];

/** What a shell, a pipeline and a person have lying about when they ask the gate. */
const environment = Object.fromEntries(
  [
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "DATABASE_URL",
    "GITHUB_TOKEN",
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_CONFIG_PASSPHRASE",
  ].map((name) => [name, `${marker}-in-${name}`]),
);

/** Every place where a program of any make may hold a credential, wrapped or not, other in each stack. */
const careless = `
  import * as aws from "@pulumi/aws";
  import * as pulumi from "@pulumi/pulumi";

  const plain = "${marker}-" + pulumi.getStack();
  const wrapped = pulumi.secret(plain);
  const provider = new aws.Provider("keys", { region: "eu-central-1", accessKey: plain, secretKey: wrapped });
  const opts = { provider };

  new aws.secretsmanager.Secret("jwt", { name: "JWT_SECRET", description: wrapped, tags: { "max-age-days": wrapped } });
  new aws.secretsmanager.SecretVersion("literal", { secretId: "a", secretString: plain });
  new aws.secretsmanager.SecretVersion("wrapped", { secretId: "b", secretString: wrapped });
  new aws.secretsmanager.SecretPolicy("policy", { secretArn: "a", policy: pulumi.concat("{", wrapped) });
  new aws.secretsmanager.SecretRotation("rotation", {
    secretId: "a", rotationLambdaArn: wrapped, rotationRules: { scheduleExpression: wrapped },
  });
  new aws.rds.Instance("instance", {
    instanceClass: "db.t4g.micro", engine: "postgres", username: "postgres", password: wrapped,
  }, opts);
  new aws.rds.Cluster("cluster", { engine: "aurora-postgresql", masterUsername: "postgres", masterPassword: plain });
  new aws.elasticache.User("user", {
    userId: "u", userName: "u", engine: "valkey", accessString: "on", passwords: [wrapped],
  });
  new aws.elasticache.ReplicationGroup("cache", { description: "cache", authToken: plain });
  new aws.ssm.Parameter("parameter", { type: "SecureString", value: wrapped });
  new aws.lambda.Function("function", {
    role: "arn:aws:iam::111122223333:role/x", runtime: "nodejs18.x",
    environment: { variables: { SMTP_PASSWORD: plain, GREETING: wrapped, URL: "http://u:" + plain + "@localhost/x" } },
  });
  new aws.ecs.TaskDefinition("task", {
    family: "task",
    containerDefinitions: JSON.stringify([{
      name: "task", image: "registry.example/task:latest",
      environment: [
        { name: "API_TOKEN", value: plain },
        { name: "GREETING", value: plain },
        { name: "REDIS_URL", value: "redis://user:" + plain + "@localhost:6379/0" },
        { name: "DATABASE_URL", value: "host=localhost password=" + plain + " sslmode=disable" },
        { name: "CORS_ORIGINS", value: "http://" + plain + ":x@localhost" },
      ],
    }]),
  });
  new aws.iam.Policy("text", { policy: wrapped });
  new aws.iam.Role("role", { assumeRolePolicy: pulumi.concat("{", wrapped) });
  new aws.sfn.StateMachine("machine", { roleArn: "arn:aws:iam::111122223333:role/x", definition: wrapped });
  new aws.cloudwatch.EventRule("rule", { eventPattern: pulumi.concat("rotated ", wrapped) });
  new aws.sns.TopicSubscription("route", { topic: "t", protocol: "https", endpoint: "https://u:" + plain + "@pager.example/" });
  export const token = wrapped;
`;

let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-leak-"));
  for (const stack of ["production", "staging"])
    cpSync(join(root, `Pulumi.${stack}.yaml`), join(folder, `Pulumi.${stack}.yaml`));
  cpSync(join(root, "openapi"), join(folder, "openapi"), { recursive: true });
  // Beside our sources, so that it finds the SDKs.
  program = join(root, ".cache", `${folder.split("/").at(-1)}.ts`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), `name: golive\nruntime: nodejs\nmain: ${program}\n`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { force: true });
});

async function gate(text: string, ...form: readonly string[]) {
  writeFileSync(program, text);
  return running(["gate", "--directory", folder, ...form], { ...nobody, ...environment });
}

/** The lines in which the marker stands, however it was cut. */
const leaks = (text: string): readonly string[] =>
  text.split("\n").filter((line) => /velvet|otter|lantern/.test(line));

describe("the gate says nothing of what is secret", { timeout: 90_000 }, () => {
  it.each(forms)("about a careless program, in its report for %s", async (_, ...form) => {
    const { status, stdout, stderr } = await gate(careless, ...form);

    expect(leaks(stdout + stderr)).toEqual([]);
    expect(status).toBe(1);
    for (const rule of ["secret-value-computed", "no-secret-in-environment", "no-local-endpoint"])
      expect(stdout).toContain(rule);
  });

  it.each(forms)("about our own program, in its report for %s", async (_, ...form) => {
    const { stdout, stderr } = await running(["gate", ...form], { ...nobody, ...environment });

    expect(leaks(stdout + stderr)).toEqual([]);
    expect(stdout).toContain("production");
  });

  it.each(forms)("about a program that fails, in its report for %s", async (_, ...form) => {
    const failing = `throw new Error("cannot reach postgres://app:${marker}@db.internal/app?password=${marker}");`;
    const { status, stdout, stderr } = await gate(failing, ...form);

    expect(leaks(stdout + stderr)).toEqual([]);
    expect(stderr).toContain("the program failed: cannot reach postgres://db.internal/app?password=…");
    expect(status).toBe(3);
  });

  it.each(forms)("about a stack file with a credential in it, in its report for %s", async (_, ...form) => {
    const file = join(folder, "Pulumi.staging.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text}\n  aws:secretKey: ${marker}\n`);
    try {
      const { status, stdout, stderr } = await gate("", ...form);

      expect(leaks(stdout + stderr)).toEqual([]);
      expect(stderr).toContain("aws:secretKey");
      expect(status).toBe(2);
    } finally {
      writeFileSync(file, text);
    }
  });
});
