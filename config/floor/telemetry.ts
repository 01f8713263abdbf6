import { type FloorLine, unless } from "./line.ts";

/** What production measures of itself, and where its errors go. */
export const telemetryFloor: readonly FloorLine[] = [
  {
    requirements: ["G06", "K19"],
    reads: ["errorTracking"],
    says: "report unexpected errors somewhere: name the DSN under errorTracking",
    below: ({ errorTracking }) => unless(errorTracking !== undefined, "errorTracking"),
  },
  {
    requirements: ["C12", "G06"],
    reads: ["telemetry"],
    says: "collect metrics and traces: name a collector under telemetry",
    below: ({ telemetry }) => unless(telemetry !== undefined, "telemetry"),
  },
  {
    requirements: ["C12"],
    reads: ["services"],
    says: "expose Prometheus metrics of each API",
    below: ({ services }) =>
      Object.entries(services).flatMap(([id, service]) =>
        unless(service.kind !== "api" || service.metrics !== undefined, "services", id, "metrics"),
      ),
  },
  {
    requirements: ["C08"],
    reads: ["telemetry"],
    says: "name the collector's image by digest, in a private ECR registry",
    below: ({ telemetry }) => {
      if (telemetry === undefined) return [];
      const { collector } = telemetry;
      return unless(
        "digest" in collector && /^\d{12}\.dkr\.ecr\./.test(collector.digest),
        "telemetry",
        "collector",
      );
    },
  },
];
