import { ECSClient } from "@aws-sdk/client-ecs";
import { RDSClient } from "@aws-sdk/client-rds";
import { S3Client } from "@aws-sdk/client-s3";
import { guarded } from "../shared/log.ts";
import { oneOffsOf } from "../shared/one-off.ts";
import { readSettings } from "../shared/settings.ts";
import { databaseOf } from "./database.ts";
import { migration } from "./migration.ts";
import { recordsOf } from "./record.ts";
import { releasesOf } from "./release.ts";
import { settings as shape } from "./settings.ts";

const settings = readSettings(shape);
const ecs = new ECSClient();
const tools = {
  settings,
  releases: releasesOf(ecs, settings),
  database: databaseOf(new RDSClient(), settings.database),
  records: recordsOf(new S3Client(), settings.evidence),
  tasks: oneOffsOf(ecs, settings.cluster),
  now: () => new Date(),
};

export const handler = guarded((event: unknown) => migration(event, tools));
