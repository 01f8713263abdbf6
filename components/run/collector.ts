import type * as pulumi from "@pulumi/pulumi";
import { containerOf } from "./container.ts";
import type { PinnedImage } from "./image.ts";

export interface CollectorArgs {
  readonly image: PinnedImage;
  /** Of the task's memory; the service has the rest. */
  readonly mebibytes: number;
  readonly ports: { readonly grpc: number; readonly http: number; readonly health: number };
  /** Where metrics are written, which AWS makes: it stays out of the configuration, so that all else can be judged. */
  readonly remoteWriteUrl: pulumi.Input<string>;
  /** What is said of all that the service sends: `service.name=api,…`. */
  readonly attributes: string;
  readonly tracePercent: number;
  readonly scrape:
    | { readonly port: number; readonly path: string; readonly everySeconds: number }
    | undefined;
}

/** What the service is told: any OpenTelemetry SDK reads these. */
export const toldOf = (name: string, { ports, attributes }: CollectorArgs) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${ports.http}`,
  OTEL_RESOURCE_ATTRIBUTES: attributes,
  OTEL_SERVICE_NAME: name,
});

/** Its name is also the first part of the name of its log's stream. */
const collectorName = "collector";

/**
 * Takes what the service beside it measures, and sends it on ("Custom configuration for the ADOT collector"). Whoever
 * measures must not take down what is measured: it has its own memory, and ECS starts it again alone.
 */
export const collectorOf = (
  beside: { readonly service: string; readonly region: string; readonly logGroupName: string },
  args: CollectorArgs,
) => ({
  ...containerOf({
    name: collectorName,
    image: args.image.ref,
    command: undefined,
    health: { command: ["/healthcheck"], startSeconds: 30 },
    user: "10001:10001",
    stopSeconds: 30,
    port: undefined,
    env: {
      // It reads YAML, of which JSON is a part.
      AOT_CONFIG_CONTENT: JSON.stringify(configuration(beside.service, beside.region, args)),
      AWS_PROMETHEUS_ENDPOINT: args.remoteWriteUrl,
      OTEL_RESOURCE_ATTRIBUTES: args.attributes,
    },
    secrets: {},
    region: beside.region,
    logGroupName: beside.logGroupName,
  }),
  essential: false,
  memory: args.mebibytes,
  restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
});

/** Starts after the collector and is stopped before it, but waits for none that is not well. */
export const besideCollector = (
  container: ReturnType<typeof containerOf>,
  taskMebibytes: number,
  { mebibytes }: CollectorArgs,
) => ({
  ...container,
  memory: taskMebibytes - mebibytes,
  dependsOn: [{ containerName: collectorName, condition: "START" }],
});

function configuration(name: string, region: string, args: CollectorArgs) {
  const { ports, mebibytes, scrape, tracePercent } = args;
  const limit = Math.floor(mebibytes * 0.75);
  return {
    extensions: {
      health_check: { endpoint: `localhost:${ports.health}` },
      sigv4auth: { region, service: "aps" },
    },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `localhost:${ports.grpc}` },
          http: { endpoint: `localhost:${ports.http}` },
        },
      },
      ...(scrape && { prometheus: { config: scraping(name, scrape) } }),
    },
    processors: {
      memory_limiter: { check_interval: "1s", limit_mib: limit, spike_limit_mib: Math.floor(limit / 4) },
      // Which task it was: without it, the numbers of two tasks would be one series, and refused.
      resourcedetection: { detectors: ["env", "ecs"], timeout: "5s", override: false },
      // By the trace's id, so that all services keep the same requests.
      probabilistic_sampler: { sampling_percentage: tracePercent },
      "batch/traces": { timeout: "5s", send_batch_size: 50 },
      "batch/metrics": { timeout: "30s" },
    },
    exporters: {
      awsxray: { region },
      prometheusremotewrite: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: how the collector writes it
        endpoint: "${env:AWS_PROMETHEUS_ENDPOINT}",
        auth: { authenticator: "sigv4auth" },
        resource_to_telemetry_conversion: { enabled: true },
      },
    },
    service: {
      extensions: ["health_check", "sigv4auth"],
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "resourcedetection", "probabilistic_sampler", "batch/traces"],
          exporters: ["awsxray"],
        },
        metrics: {
          receivers: ["otlp", ...(scrape ? ["prometheus"] : [])],
          processors: ["memory_limiter", "resourcedetection", "batch/metrics"],
          exporters: ["prometheusremotewrite"],
        },
      },
      // Its own metrics would take another port of the task.
      telemetry: { metrics: { level: "none" }, logs: { level: "warn" } },
    },
  };
}

const scraping = (name: string, { port, path, everySeconds }: NonNullable<CollectorArgs["scrape"]>) => ({
  global: { scrape_interval: `${everySeconds}s`, scrape_timeout: "10s" },
  scrape_configs: [
    {
      job_name: name,
      // The collector reads `$` as the beginning of a variable's name.
      metrics_path: path.replaceAll("$", "$$$$"),
      static_configs: [{ targets: [`localhost:${port}`] }],
    },
  ],
});
