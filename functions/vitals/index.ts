import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { guarded } from "../shared/log.ts";
import { readSettings } from "../shared/settings.ts";
import { settings } from "./settings.ts";
import { vitals } from "./vitals.ts";

export const handler = guarded(
  vitals(readSettings(settings), {
    secrets: new SecretsManagerClient(),
    s3: new S3Client(),
    now: () => new Date(),
  }),
);
