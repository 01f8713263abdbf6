import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import type { PageStep } from "../../../functions/probes/settings.ts";
import { apiSteps, closedSteps, pageSteps, type Told, tenantSteps } from "./probe-steps.ts";
import type { Watch } from "./watch.ts";

export interface WatchedProbe {
  readonly kind: "api" | "tenants" | "pages";
  /** By which CloudWatch counts. */
  readonly canary: pulumi.Input<string>;
  readonly everyMinutes: number;
  /** Whether an API's probe has something to ask for that is closed. */
  readonly closed?: boolean;
}

/** What a probe from outside finds (P14, K10, K22, G05, G13, C16). */
export function probeWatches(
  probe: WatchedProbe,
  { loadMs }: Pick<Config["slo"], "loadMs">,
): readonly Watch[] {
  if (probe.kind === "tenants") return tenantSteps.map((step) => stepWatch(probe, step));
  if (probe.kind === "pages")
    return [...pageSteps.map((step) => stepWatch(probe, step)), slowLoad(probe, loadMs)];
  const asked = probe.closed ? [...apiSteps, ...closedSteps] : apiSteps;
  return asked.map((step) => stepWatch(probe, step));
}

const namespace = "CloudWatchSynthetics";

const stepWatch = (
  { canary, everyMinutes }: WatchedProbe,
  { step, runs: [failed, of], silence, ...told }: Told<string>,
): Watch => ({
  ...told,
  namespace,
  metricName: "SuccessPercent",
  dimensions: { CanaryName: canary, StepName: step },
  statistic: "Average",
  comparisonOperator: "LessThanThreshold",
  threshold: 100,
  period: 60 * everyMinutes,
  evaluationPeriods: of,
  datapointsToAlarm: failed,
  treatMissingData: silence ?? "notBreaching",
});

/** The step is the load and nothing else, so how long it takes is how long a visitor waits. */
const slowLoad = ({ canary, everyMinutes }: WatchedProbe, loadMs: number): Watch => ({
  kind: "slow-load",
  severity: "ticket",
  says: `the first page takes longer than ${loadMs} ms to load, in 3 runs`,
  namespace,
  metricName: "Duration",
  dimensions: { CanaryName: canary, StepName: "load" satisfies PageStep },
  statistic: "Average",
  comparisonOperator: "GreaterThanThreshold",
  threshold: loadMs,
  period: 60 * everyMinutes,
  evaluationPeriods: 3,
  treatMissingData: "notBreaching",
});
