import type { Section } from "./checks/check.ts";
import type { Finding } from "./finding.ts";
import { deliveryFloor } from "./floor/delivery.ts";
import { edgeFloor } from "./floor/edge.ts";
import { emailFloor } from "./floor/email.ts";
import { eyesFloor } from "./floor/eyes.ts";
import { launchFloor } from "./floor/launch.ts";
import type { FloorLine } from "./floor/line.ts";
import { probesFloor } from "./floor/probes.ts";
import { recoveryFloor } from "./floor/recovery.ts";
import { runningFloor } from "./floor/running.ts";
import { secretsFloor } from "./floor/secrets.ts";
import { storesFloor } from "./floor/stores.ts";
import { surfaceFloor } from "./floor/surface.ts";
import { telemetryFloor } from "./floor/telemetry.ts";
import { trialsFloor } from "./floor/trials.ts";
import { describe } from "./reading/describe.ts";
import { valueAt } from "./reading/leaves.ts";
import type { Config } from "./schema.ts";

/** What production may not go below, whatever a stack file says. */
export const floor: readonly FloorLine[] = [
  ...storesFloor,
  ...recoveryFloor,
  ...secretsFloor,
  ...runningFloor,
  ...deliveryFloor,
  ...edgeFloor,
  ...surfaceFloor,
  ...emailFloor,
  ...launchFloor,
  ...eyesFloor,
  ...probesFloor,
  ...telemetryFloor,
  ...trialsFloor,
];

/** Where a production stack is below its floor; `sound` are the sections that could be read. */
export function belowFloor(config: Config, sound: ReadonlySet<Section>): readonly Finding[] {
  if (!sound.has("environment") || config.environment !== "production") return [];
  return floor
    .filter(({ reads }) => reads.every((section) => sound.has(section)))
    .flatMap(({ requirements, says, below }) =>
      below(config).map((path) => ({
        path,
        found: describe(valueAt(config, path), path),
        allowed: `production must ${says} (${requirements.join(", ")})`,
      })),
    );
}
