import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Stopped } from "../log.ts";
import { type Patience, until } from "./patience.ts";
import { stagesOf } from "./stages.ts";

/** Waits until a secret has a value that was set and tested, so that no service starts without; says nothing of the value. */
export async function awaitValue(
  means: { readonly prefix: string; readonly secrets: SecretsManagerClient },
  secret: string,
  patience: Patience = { everyMs: 3_000, withinMs: 600_000 },
): Promise<void> {
  const came = await until(patience, async () => {
    const { current, labels, rotated } = await stagesOf(means, secret);
    // A first version may be current while it is still pending: ready is what is only current, or has been rotated to.
    return current !== undefined && (rotated || !labels(current).includes("AWSPENDING"));
  });
  if (came) return;
  throw new Stopped(
    `${secret} has no value after ${patience.withinMs / 1_000} seconds: its rotation failed or never began; the rotation function's log says why`,
  );
}
