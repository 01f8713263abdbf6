import { BackupClient } from "@aws-sdk/client-backup";
import { RDSClient } from "@aws-sdk/client-rds";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { guarded } from "../shared/log.ts";
import type { StepQuestion } from "../shared/procedure.ts";
import { readSettings } from "../shared/settings.ts";
import { copiesOf } from "./copies.ts";
import { jobsOf } from "./jobs.ts";
import { restoreCheck, type State } from "./restore-check.ts";
import { settings } from "./settings.ts";

const tools = {
  settings: readSettings(settings),
  jobs: jobsOf(new BackupClient()),
  copies: copiesOf(new RDSClient()),
  secrets: new SecretsManagerClient(),
  s3: new S3Client(),
  now: () => new Date(),
};

export const handler = guarded((question: StepQuestion<unknown, State>) => restoreCheck(question, tools));
