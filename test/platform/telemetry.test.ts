import * as aws from "@pulumi/aws";
import { describe, expect, it } from "vitest";
import { Telemetry } from "../../components/watch/telemetry.ts";
import type { Config } from "../../config/schema.ts";
import { configOf } from "../config/config-of.ts";
import { decide } from "./decide.ts";
import { declare, unknown } from "./declare.ts";
import { platform, platformOf } from "./platforms.ts";
import { place } from "./stores.ts";

const logs = { days: 30, keyArn: "arn:logs-key" };
const tags = { product: "shop", environment: "staging" };
const workspaceType = "aws:amp/workspace:Workspace";
const policyType = "aws:iam/rolePolicy:RolePolicy";

const telemetry = (signIn?: "AWS_SSO" | "SAML") =>
  declare(() => {
    const made = new Telemetry("telemetry", { place, tags, logs, signIn });
    made.allow("api", new aws.iam.Role("api", { assumeRolePolicy: "{}" }));
  });

interface Container {
  readonly name: string;
  readonly environment: readonly { readonly name: string; readonly value?: string }[];
  readonly [property: string]: unknown;
}
const containersOf = async (id: string, config?: Config): Promise<readonly Container[]> => {
  const plan = await (config ? platformOf(config) : platform("production"));
  return plan.get("golive:run:Task", id).outputs.containers as Container[];
};
const variable = (container: Container | undefined, wanted: string) =>
  container?.environment.find(({ name }) => name === wanted)?.value;
const configurationOf = (container: Container | undefined) =>
  JSON.parse(variable(container, "AOT_CONFIG_CONTENT") ?? "");

describe("where metrics are kept", () => {
  it("is a workspace under our key, whose refusals are logged", async () => {
    const plan = await telemetry();
    const { name, inputs, uses } = plan.get(workspaceType, "telemetry-metrics");
    expect([name, inputs.alias, inputs.kmsKeyArn]).toEqual([
      "telemetry-metrics",
      "shop-staging",
      "arn:logs-key",
    ]);
    expect(uses("loggingConfiguration")).toEqual(["telemetry-log"]);
    expect(plan.only("aws:cloudwatch/logGroup:LogGroup")).toMatchObject({
      name: "/aws/vendedlogs/shop-staging/metrics",
      retentionInDays: 30,
      kmsKeyId: "arn:logs-key",
    });
    expect(plan.all("aws:grafana/workspace:Workspace")).toEqual([]);
  });

  it("is written to by whom it names, and no other product's is", async () => {
    const plan = await telemetry();
    const { policy } = plan.get(policyType, "telemetry-for-api").inputs;
    const may = (action: string, product: string, resource = "workspace/ws-1") =>
      decide([policy], {
        action,
        resource: `arn:aws:aps:eu-central-1:111122223333:${resource}`,
        context: { "aws:ResourceTag/product": product, "aws:ResourceTag/environment": "staging" },
      });
    expect(await may("aps:RemoteWrite", "shop")).toBe("Allowed");
    expect(await may("aps:RemoteWrite", "other")).toBe("ImplicitlyDenied");
    expect(await may("aps:QueryMetrics", "shop")).toBe("ImplicitlyDenied");
    for (const [region, decision] of [
      ["eu-central-1", "Allowed"],
      ["us-east-1", "ImplicitlyDenied"],
    ])
      expect(
        await decide([policy], {
          action: "xray:PutTraceSegments",
          resource: "*",
          context: { "aws:RequestedRegion": String(region) },
        }),
      ).toBe(decision);
  });

  it("is read by Managed Grafana where the stack file asks for it, and changed by it never", async () => {
    const plan = await telemetry("SAML");
    expect(plan.only("aws:grafana/workspace:Workspace")).toMatchObject({
      name: "shop-staging",
      authenticationProviders: ["SAML"],
      permissionType: "CUSTOMER_MANAGED",
      dataSources: ["CLOUDWATCH", "PROMETHEUS", "XRAY"],
    });
    const { policy } = plan.get(policyType, "telemetry-grafana-policy").inputs;
    const { Statement } = JSON.parse(String(policy));
    const actions: readonly string[] = Statement.flatMap(({ Action }: { Action: string[] }) => Action);
    expect(actions.filter((action) => !/:(?:BatchGet|Describe|Get|List|Query)/.test(action))).toEqual([]);
    const workspace = "arn:aws:aps:eu-central-1:111122223333:workspace/ws-1";
    const asked = (product: string) =>
      decide([policy], {
        action: "aps:QueryMetrics",
        resource: workspace,
        context: { "aws:ResourceTag/product": product, "aws:ResourceTag/environment": "staging" },
      });
    expect([await asked("shop"), await asked("other")]).toEqual(["Allowed", "ImplicitlyDenied"]);
  });
});

describe("a collector", () => {
  it("runs beside each service, and beside nothing that ends by itself", async () => {
    const plan = await platform("production");
    const beside = plan.declared
      .filter(({ type }) => type === "golive:run:Task")
      .map(({ name, outputs }) => [
        name,
        (outputs.containers as Container[]).map((container) => container.name).join("+"),
      ]);
    expect(Object.fromEntries(beside)).toEqual({
      api: "api+collector",
      worker: "worker+collector",
      scheduler: "scheduler+collector",
      scraper: "scraper+collector",
      "task-migrate": "task-migrate",
      "task-verify": "task-verify",
      "task-bootstrap-admin": "task-bootstrap-admin",
      "cron-refresh-scores": "cron-refresh-scores",
    });
  });

  it("takes a part of the task's memory, ends alone, and is there before the service", async () => {
    const [api, collector] = await containersOf("api");
    expect(collector).toMatchObject({
      essential: false,
      memory: 256,
      restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
      user: "10001:10001",
      readonlyRootFilesystem: true,
      privileged: false,
      healthCheck: { command: ["CMD", "/healthcheck"] },
      logConfiguration: {
        options: { "awslogs-group": "/prospector-production/api", "awslogs-stream-prefix": "collector" },
      },
      secrets: [],
    });
    expect(api).toMatchObject({
      essential: true,
      memory: 768,
      dependsOn: [{ containerName: "collector", condition: "START" }],
    });
    expect([
      variable(api, "OTEL_EXPORTER_OTLP_ENDPOINT"),
      variable(api, "OTEL_SERVICE_NAME"),
      variable(api, "OTEL_RESOURCE_ATTRIBUTES"),
    ]).toEqual([
      "http://localhost:4318",
      "api",
      "deployment.environment.name=prospector-production,service.name=api,service.namespace=prospector",
    ]);
  });

  it("reads the service's metrics, keeps a share of its traces, and listens inside the task alone", async () => {
    const [, collector] = await containersOf("api");
    const { extensions, receivers, processors, exporters, service } = configurationOf(collector);
    expect(receivers).toEqual({
      otlp: {
        protocols: { grpc: { endpoint: "localhost:4317" }, http: { endpoint: "localhost:4318" } },
      },
      prometheus: {
        config: {
          global: { scrape_interval: "60s", scrape_timeout: "10s" },
          scrape_configs: [
            {
              job_name: "api",
              metrics_path: "/metrics",
              static_configs: [{ targets: ["localhost:9102"] }],
            },
          ],
        },
      },
    });
    expect(extensions.sigv4auth).toEqual({ region: "eu-central-1", service: "aps" });
    expect(processors.probabilistic_sampler).toEqual({ sampling_percentage: 5 });
    expect(processors.memory_limiter).toMatchObject({ limit_mib: 192 });
    expect(exporters.prometheusremotewrite.auth).toEqual({ authenticator: "sigv4auth" });
    const { traces, metrics } = service.pipelines;
    expect([traces.receivers, traces.exporters]).toEqual([["otlp"], ["awsxray"]]);
    expect([metrics.receivers, metrics.exporters]).toEqual([
      ["otlp", "prometheus"],
      ["prometheusremotewrite"],
    ]);
    const declared = (kind: object) => Object.keys(kind);
    for (const pipeline of [traces, metrics]) {
      expect(declared(receivers)).toEqual(expect.arrayContaining(pipeline.receivers));
      expect(declared(processors)).toEqual(expect.arrayContaining(pipeline.processors));
      expect(declared(exporters)).toEqual(expect.arrayContaining(pipeline.exporters));
    }
    expect(declared(extensions)).toEqual(expect.arrayContaining(service.extensions));
  });

  it("reads nothing where a service has no metrics of its own", async () => {
    const [, collector] = await containersOf("worker");
    const { receivers, service } = configurationOf(collector);
    expect([Object.keys(receivers), service.pipelines.metrics.receivers]).toEqual([["otlp"], ["otlp"]]);
  });

  it("is told at a first preview all but where to write, which follows from the stack's own workspace", async () => {
    const plan = await platform("production");
    const [, collector] = await containersOf("api");
    expect(collector?.environment).toEqual([
      { name: "AOT_CONFIG_CONTENT", value: expect.any(String) },
      { name: "AWS_PROMETHEUS_ENDPOINT" },
      { name: "OTEL_RESOURCE_ATTRIBUTES", value: expect.any(String) },
    ]);
    const definition = plan.get("aws:ecs/taskDefinition:TaskDefinition", "api-definition");
    expect(definition.inputs.containerDefinitions).toBe(unknown);
    expect(definition.uses("containerDefinitions")).toContain("telemetry-metrics");
  });

  it("does not run, and nothing is kept for it, where the stack file asks for none", async () => {
    const { telemetry: _, ...config } = configOf("staging");
    const plan = await platformOf(config);
    expect(plan.all(workspaceType)).toEqual([]);
    expect(plan.names().filter((name) => /telemetry|collector/.test(name))).toEqual([]);
    const [api, ...others] = plan.get("golive:run:Task", "api").outputs.containers as Container[];
    expect([others, api?.memory, variable(api, "OTEL_SERVICE_NAME")]).toEqual([[], undefined, undefined]);
  });
});
