import { ECSClient } from "@aws-sdk/client-ecs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { servicesOf } from "../restart/services.ts";
import { guarded } from "../shared/log.ts";
import { readSettings } from "../shared/settings.ts";
import { queues } from "./queues.ts";
import { settings as shape } from "./settings.ts";
import { tasksOf } from "./tasks.ts";

const settings = readSettings(shape);
// A call that hangs would take the run's minute from all others.
const requestHandler = { connectionTimeout: 3_000, requestTimeout: 8_000, throwOnRequestTimeout: true };
const ecs = new ECSClient({ requestHandler });

export const handler = guarded(
  queues(settings, {
    secrets: new SecretsManagerClient({ requestHandler }),
    cluster: { services: servicesOf(ecs, settings.cluster), tasks: tasksOf(ecs, settings.cluster) },
    now: () => new Date(),
  }),
);
