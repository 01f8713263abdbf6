import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { ECSClient, type KeyValuePair, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { type EvidenceRecord, evidenceRecord } from "../../evidence/record.ts";
import { pinnedOf } from "../../ops/images.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { Endpoint, Folder, nobody, running } from "../cli/running.ts";
import { root } from "../config/writing.ts";
import { EcsServices } from "./ecs-services.ts";
import { EcsStandIn } from "./ecs-stand-in.ts";
import { account, Moto } from "./moto.ts";
import { PlatformInMoto } from "./platform-in-moto.ts";

// Real: the command, the SDK; moto's task definitions, CloudWatch, RDS and S3. Stood in for: services of ECS and the
// function behind Lambda, as elsewhere; ECR, since moto finds every image that it scans bad; Service Quotas, of which it
// knows networks alone; and GitHub.
const commit = "c".repeat(40);
const url = "postgresql://app:MarkerThatMustNotBeSeen@db.prospector.example/app?sslmode=require";

let moto: Moto;
let services: EcsServices;
let ecs: EcsStandIn;
let folder: Folder;
let target: Target;
let platform: PlatformInMoto;
/** What the stand-ins say, as each test changes it. */
let said: { secret: string; severe: object; quota: number; conclusion: string };
const others: Record<string, Endpoint> = {};

beforeAll(async () => {
  moto = await Moto.start();
  services = new EcsServices();
  ecs = await EcsStandIn.start(moto, services.plays);
  others.AWS_ENDPOINT_URL_LAMBDA = await Endpoint.start(() => ({
    body: JSON.stringify({
      ready: said.secret === "filled",
      secrets: Object.keys(target.config.secrets).map((name, at) => ({
        name,
        state: at === 0 ? said.secret : "filled",
      })),
    }),
  }));
  others.AWS_ENDPOINT_URL_ECR = await Endpoint.start((_, body) => {
    const { imageId, imageIds = [] } = JSON.parse(body);
    return {
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify(
        imageId
          ? {
              imageScanStatus: { status: "COMPLETE" },
              imageScanFindings: { findingSeverityCounts: said.severe },
            }
          : { imageDetails: imageIds },
      ),
    };
  });
  others.AWS_ENDPOINT_URL_SERVICE_QUOTAS = await Endpoint.start(() => ({
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify({ Quota: { Value: said.quota } }),
  }));
  others.GITHUB_API_URL = await Endpoint.start(() => ({
    body: JSON.stringify({
      total_count: 1,
      check_runs: [{ name: "check", head_sha: commit, status: "completed", conclusion: said.conclusion }],
    }),
  }));
});
afterAll(async () => {
  for (const one of Object.values(others)) await one[Symbol.asyncDispose]();
  await ecs?.stop();
  await moto?.stop();
});

beforeEach(async () => {
  said = { secret: "filled", severe: { LOW: 3 }, quota: 5000, conclusion: "success" };
  folder = new Folder().write({ account });
  const project = parseDocument(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  project.set("main", join(root, "index.ts"));
  writeFileSync(join(folder.path, "Pulumi.yaml"), project.toString());
  cpSync(join(root, "openapi"), join(folder.path, "openapi"), { recursive: true });
  target = targetAt(join(folder.path, "Pulumi.staging.yaml"));
  platform = new PlatformInMoto(moto, account);
  await platform.makeBucket();
  await new CloudWatchClient(moto.client).send(
    new PutMetricAlarmCommand({
      AlarmName: "prospector-staging-api-slow",
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
      Namespace: "x",
      MetricName: "x",
      Period: 60,
      Statistic: "Sum",
      Threshold: 1,
    }),
  );
  await deploy();
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await moto.reset();
});

/** Tasks that are told what the stack file asks for, and one thing more. */
async function deploy(more: readonly KeyValuePair[] = []): Promise<void> {
  const images = pinnedOf(target.config);
  const real = new ECSClient(moto.client);
  const made = Object.entries(target.config.services).map(async ([id, { mustFill }]) => {
    const environment = [...mustFill.map((name) => ({ name, value: "filled" })), ...more];
    const { taskDefinition } = await real.send(
      new RegisterTaskDefinitionCommand({
        family: `prospector-staging-${id}`,
        containerDefinitions: [{ name: id, image: images[id], memory: 128, environment }],
      }),
    );
    return [id, { taskDefinition: taskDefinition?.taskDefinitionArn ?? "" }] as const;
  });
  const shown = Object.fromEntries(await Promise.all(made));
  services.show(() => shown);
}

const preflight = (env: NodeJS.ProcessEnv = {}) =>
  running(["ops", "preflight", "staging", "-d", folder.path, "--commit", commit], {
    ...nobody,
    ...ecs.environment,
    ...Object.fromEntries(Object.entries(others).map(([name, one]) => [name, one.url])),
    GITHUB_TOKEN: "token-of-nobody",
    GITHUB_REPOSITORY: "prospector/platform",
    // Whoever types has an address of his own: it says nothing of what serves.
    DATABASE_URL: url.replace("require", "disable"),
    ...env,
  });

async function kept(): Promise<EvidenceRecord> {
  const { Body } = await platform.s3.send(
    new GetObjectCommand({ ...platform.evidence, Key: "trials/00000001.json" }),
  );
  return evidenceRecord.parse(JSON.parse((await Body?.transformToString()) ?? ""));
}
/** What spoke against the launch, beside the plan, which the gate's own tests judge. */
const failures = ({ failures: all }: EvidenceRecord) =>
  all.filter(({ what }) => !/^(plan|parity): /.test(what));

describe("ops preflight", { timeout: 60_000 }, () => {
  it("asks for all of it, says what passed, and writes it down without a secret", async () => {
    const { stdout } = await preflight();
    const record = await kept();

    expect(failures(record)).toEqual([]);
    expect(record).toMatchObject({ kind: "preflight", stack: "prospector-staging", commit, through: {} });
    expect(record.says).toMatch(/^\d+ passed, \d critical failures?$/);
    for (const name of [
      "secrets",
      "variables",
      "no localhost",
      "DATABASE_URL",
      "images",
      "alarms",
      "Fargate vCPUs",
      "RDS instances",
      "CI",
      "breakers",
    ])
      expect(stdout).toMatch(new RegExp(`✔ {2}${name} `));
    expect(stdout).toContain("written down: s3://");
    expect(stdout + JSON.stringify(record)).not.toMatch(/MarkerThatMustNotBeSeen|token-of-nobody/);
  });

  it.each<[string, () => unknown, NodeJS.ProcessEnv, RegExp]>([
    [
      "a secret is a placeholder",
      () => Object.assign(said, { secret: "placeholder" }),
      {},
      /^secrets: \w+ is placeholder$/,
    ],
    [
      "a task is told to talk to itself",
      () => deploy([{ name: "API_URL", value: "http://localhost:8000" }]),
      {},
      /^no localhost: API_URL of api, .*a local address$/,
    ],
    [
      "a scan has found something critical",
      () => Object.assign(said, { severe: { CRITICAL: 1, HIGH: 2 } }),
      {},
      /^scan of .*: 1 critical, 2 high$/,
    ],
    [
      "the account may not grow",
      () => Object.assign(said, { quota: 1 }),
      {},
      /^(Fargate|RDS) .*: 1 allowed, \d/,
    ],
    [
      "CI has failed on that commit",
      () => Object.assign(said, { conclusion: "failure" }),
      {},
      /^CI: check: failure$/,
    ],
    [
      "nobody can ask CI",
      () => undefined,
      { GITHUB_TOKEN: "" },
      /^CI: not proven: there is neither GITHUB_TOKEN nor --ci$/,
    ],
  ])("stops where %s", async (_, change, env, what) => {
    await change();
    const { status } = await preflight(env);
    const record = await kept();

    expect([status, record.result]).toEqual([1, "failed"]);
    expect(failures(record).length).toBeGreaterThan(0);
    expect(failures(record).filter((one) => !what.test(one.what))).toEqual([]);
  });

  it("stops where nothing is deployed, and every part says so for itself", async () => {
    services.show(() => ({}));
    const { status } = await preflight();
    const record = await kept();

    expect([status, record.result]).toEqual([1, "failed"]);
    expect(failures(record).find(({ what }) => what.startsWith("variables: "))?.what).toContain(
      "api is not deployed",
    );
    expect(failures(record).flatMap(({ requirements }) => requirements)).toContain("K01");
  });
});
