import { ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { probeRedis } from "../shared/probe-redis.ts";
import { rotation } from "../shared/rotation/rotation.ts";
import { readSettings } from "../shared/settings.ts";
import { cacheCredentials } from "./credentials.ts";
import { settings } from "./settings.ts";
import { elastiCacheUsers } from "./users.ts";

const read = readSettings(settings);

export const handler = rotation(
  cacheCredentials(read, elastiCacheUsers(new ElastiCacheClient()), probeRedis),
  {
    prefix: read.prefix,
    secrets: new SecretsManagerClient(),
    events: new EventBridgeClient(),
  },
);
