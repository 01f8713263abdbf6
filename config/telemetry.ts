import type { Config } from "./schema.ts";
import type { Service } from "./shape/services.ts";

/** What the collector beside a service may use of its task's memory; the application has the rest. */
export const collectorMebibytes = 256;

/** Where the collector listens, inside the task alone: OTLP by gRPC and by HTTP, and its own health. */
export const collectorPorts = { grpc: 4317, http: 4318, health: 13133 } as const;

/** Whether a collector runs beside a service: not where it could not reach what it writes to. */
export const isCollected = (telemetry: Config["telemetry"], service: Service): boolean =>
  telemetry !== undefined &&
  (service.kind !== "isolated" || service.egress.some(({ to, port }) => to === "0.0.0.0/0" && port === 443));
