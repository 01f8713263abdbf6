import type { Rule } from "../rule.ts";
import { collectorMayWrite } from "../rules/telemetry/collector-may-write.ts";
import { collectorSparesService } from "../rules/telemetry/collector-spares-service.ts";
import { collectorWatched } from "../rules/telemetry/collector-watched.ts";
import { collectorWritesToOwnWorkspace } from "../rules/telemetry/collector-writes-to-own-workspace.ts";
import { errorsTracked } from "../rules/telemetry/errors-tracked.ts";
import { metricsCollected } from "../rules/telemetry/metrics-collected.ts";
import { tracesSent } from "../rules/telemetry/traces-sent.ts";
import { workspaceUnderCustomerKey } from "../rules/telemetry/workspace-under-customer-key.ts";

/** What the product measures of itself, and where its errors go. */
export const telemetry: readonly Rule[] = [
  collectorMayWrite,
  collectorSparesService,
  collectorWatched,
  collectorWritesToOwnWorkspace,
  errorsTracked,
  metricsCollected,
  tracesSent,
  workspaceUnderCustomerKey,
];
