import type { Config } from "../../config/schema.ts";
import { apiServices } from "../../config/served.ts";
import type { Check } from "./check.ts";
import { protectedChecks, tenantChecks } from "./closed.ts";
import { ghostCheck } from "./ghosts.ts";
import { healthChecks } from "./health.ts";
import type { Documents } from "./operations.ts";
import { foreignOriginChecks, ownOriginChecks } from "./origins.ts";
import { paceOf } from "./pace.ts";
import { pagesChecks } from "./pages.ts";
import { closedCheck, publicCheck } from "./surface.ts";

/** Everything that follows from a stack file and its documents, before the product's own steps. */
export function derivedChecks(config: Config, documents: Documents, signal: AbortSignal): readonly Check[] {
  const pace = paceOf(config.slo.authFailuresPerMinute, signal);
  const surfaces = apiServices(config).flatMap(([id, { surface }]) => {
    const operations = documents.operations.filter(({ service }) => service === id);
    const ghosts = ghostCheck(config, id, documents, pace);
    return [
      ...(surface.document === undefined
        ? []
        : [publicCheck(id, surface.count, operations), closedCheck(id, operations, pace)]),
      ...(ghosts ? [ghosts] : []),
    ];
  });
  return [
    ...healthChecks(config),
    ...pagesChecks(config),
    ...protectedChecks(config),
    ...tenantChecks(config),
    ...ownOriginChecks(config),
    ...foreignOriginChecks(config),
    ...surfaces,
  ];
}
