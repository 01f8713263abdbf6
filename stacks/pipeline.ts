import type * as pulumi from "@pulumi/pulumi";
import { Pipeline } from "../components/identity/pipeline.ts";
import type { TypesByRegion } from "../components/identity/registered-types.ts";
import type { Place } from "../components/place.ts";
import type { Config } from "../config/schema.ts";
import { trialSecrets } from "../config/trial-secrets.ts";
import { stateOf } from "./place.ts";

/** The roles for CI, where the stack has a pipeline. Asked for last: what they may do follows from all that was declared. */
export function pipeline(config: Config, place: Place, types: TypesByRegion, parent: pulumi.Resource): void {
  const { pipeline: settings, environment, domain, frontend } = config;
  if (!settings) return;
  new Pipeline(
    "pipeline",
    {
      place,
      settings,
      environment,
      types,
      state: stateOf(place),
      zoneIds: [domain.zoneId],
      publishes: frontend?.kind === "static",
      tokens: trialSecrets(config),
    },
    { parent },
  );
}
