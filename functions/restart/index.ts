import { ECSClient } from "@aws-sdk/client-ecs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { guarded } from "../shared/log.ts";
import { probe } from "../shared/probe.ts";
import type { StepQuestion } from "../shared/procedure.ts";
import { stagesOf } from "../shared/rotation/stages.ts";
import { readSettings } from "../shared/settings.ts";
import { restart, type State } from "./restart.ts";
import { servicesOf } from "./services.ts";
import { settings as shape } from "./settings.ts";

const settings = readSettings(shape);
const secrets = new SecretsManagerClient();
const services = servicesOf(new ECSClient(), settings.cluster);

export const handler = guarded((question: StepQuestion<unknown, State>) =>
  restart(question, {
    settings,
    services,
    stages: (secret) => stagesOf({ prefix: settings.prefix, secrets }, secret),
    probe: (kind, secret) => probe(kind, secret, secrets),
    now: Date.now,
  }),
);
