import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { secretArn } from "../../components/names.ts";
import { probeWatches } from "../../components/watch/alarms/probes.ts";
import { visitWatches } from "../../components/watch/alarms/visits.ts";
import { Probe, type ProbeArgs } from "../../components/watch/probes/probe.ts";
import { ProbeStore } from "../../components/watch/probes/store.ts";
import { Rum } from "../../components/watch/rum.ts";
import { type Asked, decide } from "./decide.ts";
import { declare, type Plan, unknown } from "./declare.ts";
import { everyStack, platform } from "./platforms.ts";
import { inside, logGroups, madeByAws, place, unprotected } from "./stores.ts";

const target = {
  bucket: "logs",
  prefix: { balancer: "balancer", bucket: "bucket", cdn: "cdn" },
} as const;
const store = {
  arn: "arn:aws:s3:::shop-staging-probes-111122223333",
  bucketName: "shop-staging-probes-111122223333",
};
const canaryType = "aws:synthetics/canary:Canary";

const probe =
  (change: Partial<ProbeArgs> = {}) =>
  () => {
    const kept = new ProbeStore("probes", { place, keyArn: inside.keyArn, accessLogs: logs() });
    return new Probe("tenants-probe", {
      place,
      id: "tenants-probe",
      settings: {
        kind: "tenants",
        leaks: [{ origin: "https://api.shop.example", path: "/orders/1", secret: "shop-staging/STRANGER" }],
        agent: "golive-probes/1",
        patienceSeconds: 5,
      },
      secrets: ["STRANGER"],
      runs: { everyMinutes: 5, runtime: "syn-nodejs-playwright-9.0" },
      store: kept,
      logs: inside.logs,
      ...change,
    });
  };
const logs = () => ({ ...target, bucket: pulumi.output(target.bucket) });

const policyOf = (plan: Plan, name: string) => plan.get("aws:iam/rolePolicy:RolePolicy", name).inputs.policy;
const asks = (plan: Plan, asked: Asked) => decide([policyOf(plan, "tenants-probe-policy")], asked);

describe("a probe", () => {
  it("is a canary with a role and code of its own, and a log that ends", async () => {
    const plan = await declare(probe());
    expect(plan.names().filter((line) => /^aws:.* tenants-probe-/.test(line))).toEqual([
      "aws:cloudwatch/logGroup:LogGroup  tenants-probe-log",
      "aws:iam/role:Role  tenants-probe-role",
      "aws:iam/rolePolicy:RolePolicy  tenants-probe-policy",
      "aws:s3/bucketObjectv2:BucketObjectv2  tenants-probe-code",
      "aws:synthetics/canary:Canary  tenants-probe-canary",
    ]);
  });

  it("runs again and again from its first deployment on, from outside, and takes its function with it when it goes", async () => {
    const canary = (await declare(probe())).get(canaryType, "tenants-probe-canary");
    expect(canary.inputs).toMatchObject({
      name: "shop-staging-tenants-probe",
      runtimeVersion: "syn-nodejs-playwright-9.0",
      handler: "index.handler",
      schedule: { expression: "rate(5 minutes)" },
      startCanary: true,
      deleteLambda: true,
      runConfig: { activeTracing: false, timeoutInSeconds: 50 },
      artifactS3Location: `s3://${store.bucketName}/runs/tenants-probe/`,
      successRetentionPeriod: 30,
      failureRetentionPeriod: 30,
    });
    expect(canary.inputs).not.toHaveProperty("vpcConfig");
    expect(canary.after).toEqual(expect.arrayContaining(["tenants-probe-policy", "tenants-probe-code"]));
  });

  it("writes a minute without an s", async () => {
    const plan = await declare(probe({ runs: { everyMinutes: 1, runtime: "syn-nodejs-playwright-9.0" } }));
    expect(plan.get(canaryType, "tenants-probe-canary").inputs.schedule).toEqual({
      expression: "rate(1 minute)",
    });
  });

  it("is made again from another key when what it asks for is another, and from the same when nothing is", async () => {
    const keyOf = async (change: Partial<ProbeArgs> = {}) =>
      (await declare(probe(change))).get(canaryType, "tenants-probe-canary").inputs.s3Key;
    const settings = {
      kind: "frontend",
      url: "https://app.shop.example/",
      agent: "golive-probes/1",
      patienceSeconds: 5,
    } as const;
    expect(await keyOf()).toBe(await keyOf());
    expect(await keyOf()).toMatch(/^code\/tenants-probe-[0-9a-f]{16}\.zip$/);
    expect(await keyOf({ settings })).not.toBe(await keyOf());
  });

  it("writes down nothing of what it asks and is told, for a token is in it", async () => {
    const plan = await declare(probe());
    const { source } = plan.get("aws:s3/bucketObjectv2:BucketObjectv2", "tenants-probe-code").inputs;
    const { assets } = source as { assets: Promise<Record<string, { text?: Promise<string> }>> };
    const files = await assets;
    expect(Object.keys(files).sort()).toEqual([
      "index.mjs",
      "index.mjs.map",
      "settings.json",
      "synthetics.json",
    ]);
    const quiet = JSON.parse((await files["synthetics.json"]?.text) ?? "");
    expect(Object.values(quiet.logging)).toEqual(Array(6).fill(false));
    expect(quiet.report).toMatchObject({ includeRequestHeaders: false, includeResponseBody: false });
    expect(quiet.har).toBe(false);
    expect(quiet.userAgent).toBe("golive-probes/1");
    expect(quiet.step).toMatchObject({ stepSuccessMetric: true, stepDurationMetric: false });
    expect(JSON.parse((await files["settings.json"]?.text) ?? "").leaks).toEqual([
      { origin: "https://api.shop.example", path: "/orders/1", secret: "shop-staging/STRANGER" },
    ]);
  });

  it("has a log of ours, although AWS makes its name", async () => {
    expect(logGroups(await declare(probe()))).toEqual([`${unknown} 30 arn:logs-key`]);
    const [line = ""] = logGroups(await declare(probe(), { pass: "resolved" }));
    expect(line).toMatch(/^\/aws\/lambda\/cwsyn-shop-staging-tenants-probe-[0-9a-f-]+ 30 arn:logs-key$/);
  });

  it("may leave what it found, count it, and read its own secret", async () => {
    const plan = await declare(probe());
    const metrics = { action: "cloudwatch:PutMetricData", resource: "*" };
    const count = (namespace: string) => ({ ...metrics, context: { "cloudwatch:namespace": namespace } });
    const read = (name: string) => ({
      action: "secretsmanager:GetSecretValue",
      resource: secretArn(place, `shop-staging/${name}`).replace("??????", "a1B2c3"),
    });
    const put = (key: string) => ({ action: "s3:PutObject", resource: `${store.arn}/${key}` });
    const group = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda";
    const write = (name: string) => ({
      action: "logs:PutLogEvents",
      resource: `${group}/${name}:log-stream:2026/11/21`,
    });
    const cases: readonly (readonly [Asked, string])[] = [
      [put("runs/tenants-probe/2026/report.json"), "Allowed"],
      [put("runs/probe-api/2026/report.json"), "ImplicitlyDenied"],
      [put("code/tenants-probe.zip"), "ImplicitlyDenied"],
      [count("CloudWatchSynthetics"), "Allowed"],
      [count("AWS/ApplicationELB"), "ImplicitlyDenied"],
      [metrics, "ImplicitlyDenied"],
      [read("STRANGER"), "Allowed"],
      [read("DATABASE_URL"), "ImplicitlyDenied"],
      [write("cwsyn-shop-staging-tenants-pr-4798075b"), "Allowed"],
      [write("shop-staging-vitals"), "ImplicitlyDenied"],
      [{ action: "logs:CreateLogGroup", resource: `${group}/x` }, "ImplicitlyDenied"],
    ];
    for (const [asked, decision] of cases)
      expect([asked, await asks(plan, asked)]).toEqual([asked, decision]);
  });

  it("reads no secret where it needs none", async () => {
    const plan = await declare(probe({ secrets: [] }));
    expect(policyOf(plan, "tenants-probe-policy")).not.toContain("secretsmanager");
  });

  it("leaves its role's number and its log's name alone for AWS to make up, at the first preview", async () => {
    expect(madeByAws(await declare(probe()))).toEqual([
      "tenants-probe-canary executionRoleArn",
      "tenants-probe-log name",
    ]);
  });
});

describe("what probes leave behind", () => {
  it("goes after thirty days, and their code stays", async () => {
    const plan = await declare(probe());
    const { rules } = plan.only("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    expect(rules).toEqual(
      expect.arrayContaining([
        { id: "expiry", status: "Enabled", filter: { prefix: "runs/" }, expiration: { days: 30 } },
      ]),
    );
    expect(rules).not.toContainEqual(expect.objectContaining({ id: "expiry", filter: {} }));
  });

  it("lies in a bucket that no command deletes, under our key", async () => {
    const plan = await declare(probe());
    expect(unprotected(plan, "aws:s3/bucket:Bucket")).toEqual([]);
    expect(plan.only("aws:s3/bucket:Bucket").bucket).toBe(store.bucketName);
  });
});

describe("what is told of a probe", () => {
  const slo = { loadMs: 3000 };
  const told = (kind: "api" | "tenants" | "pages", closed?: boolean) =>
    probeWatches({ kind, canary: "c", everyMinutes: 5, ...(closed !== undefined && { closed }) }, slo).map(
      (watch) =>
        [
          watch.kind,
          watch.symptom ? "symptom" : (watch.severity ?? "page"),
          `${watch.datapointsToAlarm ?? watch.evaluationPeriods} of ${watch.evaluationPeriods}`,
          watch.treatMissingData,
        ].join(", "),
    );

  it("is, of an API, what each check found", () => {
    expect(told("api", true)).toEqual([
      "unreachable, symptom, 2 of 3, breaching",
      "certificate-ends, page, 3 of 3, notBreaching",
      "certificate-old, ticket, 3 of 3, notBreaching",
      "foreign-origin, page, 2 of 3, notBreaching",
      "own-origin, ticket, 3 of 3, notBreaching",
      "plain-http, ticket, 3 of 3, notBreaching",
      "open-access, page, 1 of 1, notBreaching",
      "unrefused, ticket, 3 of 3, notBreaching",
    ]);
  });

  it("is nothing of closed paths where none is probed", () => {
    expect(told("api", false).filter((line) => /open-access|unrefused/.test(line))).toEqual([]);
  });

  it("is, of two tenants, a leak at once and the want of a proof later", () => {
    expect(told("tenants")).toEqual([
      "tenant-leak, page, 1 of 1, notBreaching",
      "stranger-unproven, ticket, 3 of 3, breaching",
    ]);
  });

  it("is, of pages, that they do not load, and what is wrong with them", () => {
    expect(told("pages")).toEqual([
      "unreachable, symptom, 2 of 3, breaching",
      "headers, ticket, 3 of 3, notBreaching",
      "content-policy, ticket, 3 of 3, notBreaching",
      "console, ticket, 3 of 3, notBreaching",
      "slow-load, ticket, 3 of 3, notBreaching",
    ]);
  });

  it("goes by the step that failed, a run at a time", () => {
    const [health] = probeWatches({ kind: "api", canary: "c", everyMinutes: 10 }, slo);
    expect(health).toMatchObject({
      namespace: "CloudWatchSynthetics",
      metricName: "SuccessPercent",
      dimensions: { CanaryName: "c", StepName: "health" },
      comparisonOperator: "LessThanThreshold",
      threshold: 100,
      period: 600,
    });
  });
});

describe("pages where users are", () => {
  const rum = () => new Rum("rum", { place, host: "app.shop.example", settings: { samplePercent: 10 } });

  it("are measured in a share of the sessions, of our own host alone, and in no log", async () => {
    const plan = await declare(rum);
    const monitor = plan.get("aws:rum/appMonitor:AppMonitor", "rum-monitor");
    expect(monitor.inputs).toMatchObject({
      name: "shop-staging-pages",
      domain: "app.shop.example",
      cwLogEnabled: false,
      appMonitorConfiguration: {
        allowCookies: false,
        sessionSampleRate: 0.1,
        telemetries: ["performance", "errors"],
      },
    });
    expect(monitor.uses("appMonitorConfiguration")).toEqual(["rum-guest", "rum-guests"]);
  });

  it("are reported by guests who may do nothing else", async () => {
    const policies = [policyOf(await declare(rum), "rum-guest-policy")];
    const monitor = "arn:aws:rum:eu-central-1:111122223333:appmonitor";
    const put = (name: string) =>
      decide(policies, { action: "rum:PutRumEvents", resource: `${monitor}/${name}` });
    expect(await put("shop-staging-pages")).toBe("Allowed");
    expect(await put("another")).toBe("ImplicitlyDenied");
  });

  it("leave nothing that is judged to be made up by AWS, at the first preview", async () => {
    const made = madeByAws(await declare(rum)).filter((line) =>
      / (policy|assumeRolePolicy|name)$/.test(line),
    );
    expect(made).toEqual([]);
  });

  it("open a ticket when a quarter of them is slow for an hour", () => {
    expect(visitWatches("m", { loadMs: 3000 })).toEqual([
      expect.objectContaining({
        severity: "ticket",
        namespace: "AWS/RUM",
        metricName: "PerformanceNavigationDuration",
        extendedStatistic: "p75",
        threshold: 3000,
        dimensions: { application_name: "m" },
      }),
    ]);
  });
});

describe.each(everyStack)("the probes of $product, $stack", ({ product, stack }) => {
  it("are one of each API, one of the pages where there are any, and read the strangers' tokens alone", async () => {
    const plan = await platform(stack, "preview", product);
    const canaries = plan.all(canaryType).map(({ name }) => String(name));
    expect(canaries.filter((name) => /-probe-[a-z-]+$/.test(name)).length).toBeGreaterThan(0);
    const readers = plan.declared.filter(
      ({ type, name, inputs }) =>
        type === "aws:iam/rolePolicy:RolePolicy" &&
        /^(probe-.+|.+-probe)-policy$/.test(name) &&
        String(inputs.policy).includes("secretsmanager"),
    );
    expect(readers.map(({ name }) => name)).toEqual(
      canaries.some((name) => name.endsWith("-tenants-probe")) ? ["tenants-probe-policy"] : [],
    );
  });
});
