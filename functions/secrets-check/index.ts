import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { guarded } from "../shared/log.ts";
import { metricsOf } from "../shared/metrics.ts";
import { readSettings } from "../shared/settings.ts";
import { check, type Report } from "./check.ts";
import { claimsIn, compared } from "./compare.ts";
import { settings } from "./settings.ts";

const read = readSettings(settings);
const secrets = new SecretsManagerClient();

type Answer = Report | { readonly same: Awaited<ReturnType<typeof compared>> };

export const handler = guarded(async (event: unknown): Promise<Answer> => {
  const claims = claimsIn(event);
  if (claims) return { same: await compared(claims, read, secrets) };
  const report = await check(read, secrets);
  const shares = report.secrets.flatMap(({ ageDays, maxAgeDays }) =>
    ageDays === null ? [] : (100 * ageDays) / maxAgeDays,
  );
  const notReady = report.secrets.filter(({ state }) => state !== "filled").length;
  metricsOf(`${read.prefix}/secrets`)
    .addMetric("NotReady", MetricUnit.Count, notReady)
    .addMetric("OldestAgeShare", MetricUnit.Percent, Math.max(0, ...shares))
    .publishStoredMetrics();
  return report;
});
