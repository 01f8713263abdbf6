import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { RDSClient } from "@aws-sdk/client-rds";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { rotation } from "../shared/rotation/rotation.ts";
import { readSettings } from "../shared/settings.ts";
import { databaseCredentials } from "./credentials.ts";
import { settings } from "./settings.ts";

const read = readSettings(settings);
const secrets = new SecretsManagerClient();

export const handler = rotation(databaseCredentials(read, { secrets, rds: new RDSClient() }), {
  prefix: read.prefix,
  secrets,
  events: new EventBridgeClient(),
});
