import { schedule } from "../components/run/schedule.ts";
import { keyStatement } from "../components/secrets/key-class.ts";
import { readsSecrets } from "../components/secrets/rotation-policy.ts";
import type { SecretEntry } from "../components/secrets/secrets.ts";
import type { Settings as CheckSettings } from "../functions/secrets-check/settings.ts";
import type { Settings as VitalsSettings } from "../functions/vitals/settings.ts";
import { lambda } from "./function.ts";
import type { Inside } from "./inside.ts";
import { mapped } from "./records.ts";
import { own } from "./secret-entries.ts";

/** What AWS does not measure by itself: the database from within, and the age of every credential (P13, W06, G11). */
export function watching(entries: Readonly<Record<string, SecretEntry>>, inside: Inside): void {
  vitals(inside);
  secretsCheck(entries, inside);
}

function vitals(inside: Inside): void {
  const { place, config, buckets, alarms, parent } = inside;
  const { tables, schemaVersion } = config.backups.restoreTest;
  const settings: VitalsSettings = {
    prefix: place.prefix,
    namespace: `${place.prefix}/vitals`,
    credentials: own.monitor,
    maxConnections: config.database.maxConnections,
    tables,
    schemaVersion,
    buckets: Object.values(buckets).map(({ bucketName }) => bucketName),
  };
  const made = lambda(
    "vitals",
    {
      description:
        "Looks at PostgreSQL from within every minute, and leaves a heartbeat that restored copies are judged by",
      settings,
      statements: [
        ...readsSecrets(place, [own.monitor]),
        ...(settings.buckets.length > 0
          ? [
              {
                Sid: "LeaveCanaries",
                Effect: "Allow" as const,
                Action: "s3:PutObject",
                Resource: Object.values(buckets).map(({ arn }) => `${arn}/golive/canary.json`),
              },
              keyStatement(place, "data", "s3", ["kms:GenerateDataKey"]),
            ]
          : []),
      ],
      timeoutSeconds: 55,
      namespace: settings.namespace,
      network: { database: true },
    },
    inside,
  );
  schedule(
    "vitals",
    place,
    { lambda: made, expression: "rate(1 minute)", description: "The database's vital signs" },
    parent,
  );
  alarms.watchVitals(settings.namespace);
}

function secretsCheck(entries: Readonly<Record<string, SecretEntry>>, inside: Inside): void {
  const { place, alarms, parent } = inside;
  const settings: CheckSettings = {
    prefix: place.prefix,
    secrets: mapped(entries, ({ maxAgeDays }) => ({ maxAgeDays })),
  };
  const made = lambda(
    "secrets-check",
    {
      description:
        "Says of every secret whether it has a value, one that is no placeholder, and how old it is",
      settings,
      statements: readsSecrets(place, Object.keys(entries)),
      timeoutSeconds: 120,
      namespace: `${place.prefix}/secrets`,
    },
    inside,
  );
  schedule(
    "secrets-check",
    place,
    { lambda: made, expression: "rate(6 hours)", description: "Empty, placeholder or old secrets" },
    parent,
  );
  alarms.watchSecrets(`${place.prefix}/secrets`);
}
