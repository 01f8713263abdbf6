import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { askAs } from "../shared/ask.ts";
import { guarded } from "../shared/log.ts";
import { held } from "../shared/secrets.ts";
import { readSettings } from "../shared/settings.ts";
import { apiChecks } from "./api.ts";
import { certificateEnds } from "./certificate.ts";
import { pageChecks } from "./page.ts";
import { run } from "./run.ts";
import { settings } from "./settings.ts";
import { tenantChecks } from "./tenants.ts";

// A canary's code lies in a layer, beside which its settings are: not in the function's own folder.
const read = readSettings(settings, import.meta.dirname);

export const handler = guarded(async () => {
  const { synthetics } = await import("@aws/synthetics-playwright");
  try {
    // Every step is taken in a browser's presence: the library documents none without.
    const browser = await synthetics.launch();
    const ask = askAs(read.agent);
    const checks =
      read.kind === "api"
        ? apiChecks(read, { ask, certificateEnds, now: () => new Date() })
        : read.kind === "tenants"
          ? tenantChecks(read, { ask, token: tokenIn(new SecretsManagerClient()) })
          : pageChecks(read, await synthetics.newPage(browser));
    await run(checks, (name, look) => synthetics.executeStep(name, look));
  } finally {
    await synthetics.close();
  }
});

const tokenIn = (secrets: SecretsManagerClient) => async (secret: string) =>
  (await held(secrets, secret))?.value;
