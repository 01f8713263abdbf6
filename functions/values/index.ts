import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { rotation } from "../shared/rotation/rotation.ts";
import { readSettings } from "../shared/settings.ts";
import { settings } from "./settings.ts";
import { values } from "./values.ts";

const read = readSettings(settings);

export const handler = rotation(values(read), {
  prefix: read.prefix,
  secrets: new SecretsManagerClient(),
  events: new EventBridgeClient(),
});
