import type { CollectorArgs } from "../components/run/collector.ts";
import { imageOf } from "../components/run/image.ts";
import { Telemetry } from "../components/watch/telemetry.ts";
import type { Service } from "../config/shape/services.ts";
import { collectorMebibytes, collectorPorts, isCollected } from "../config/telemetry.ts";
import type { Around } from "./inside.ts";

/** What collects metrics and traces beside the services, and where they go. */
export interface Collecting {
  readonly telemetry: Telemetry;
  /** Undefined where no collector runs beside a service. */
  collectorOf(id: string, settings: Service): CollectorArgs | undefined;
}

/** Traces and Prometheus metrics, where the stack file asks for them (C12). */
export function collecting({ config, place, keys, logs, alarms, parent }: Around): Collecting | undefined {
  const { telemetry: settings, product, environment } = config;
  if (!settings) return undefined;
  const telemetry = new Telemetry(
    "telemetry",
    { place, tags: { product, environment }, logs, signIn: settings.grafana?.signIn },
    { parent },
  );
  alarms.watchMetrics(telemetry.workspaceId);
  const image = imageOf("collector", settings.collector, { place, keyArn: keys.data }, parent);
  return {
    telemetry,
    collectorOf: (id, service) =>
      isCollected(settings, service)
        ? {
            image,
            mebibytes: collectorMebibytes,
            ports: collectorPorts,
            remoteWriteUrl: telemetry.remoteWriteUrl,
            attributes: attributes({
              "deployment.environment.name": place.prefix,
              "service.name": id,
              "service.namespace": product,
            }),
            tracePercent: settings.tracePercent,
            scrape: service.metrics && { ...service.metrics, everySeconds: settings.scrapeSeconds },
          }
        : undefined,
  };
}

const attributes = (all: Readonly<Record<string, string>>): string =>
  Object.entries(all)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
