import { alarms } from "./areas/alarms.ts";
import { background } from "./areas/background.ts";
import { cache } from "./areas/cache.ts";
import { data } from "./areas/data.ts";
import { database } from "./areas/database.ts";
import { delivery } from "./areas/delivery.ts";
import { edge } from "./areas/edge.ts";
import { email } from "./areas/email.ts";
import { frontend } from "./areas/frontend.ts";
import { functions } from "./areas/functions.ts";
import { identity } from "./areas/identity.ts";
import { launch } from "./areas/launch.ts";
import { network } from "./areas/network.ts";
import { people } from "./areas/people.ts";
import { probes } from "./areas/probes.ts";
import { recovery } from "./areas/recovery.ts";
import { secrets } from "./areas/secrets.ts";
import { services } from "./areas/services.ts";
import { storage } from "./areas/storage.ts";
import { telemetry } from "./areas/telemetry.ts";
import type { Rule } from "./rule.ts";

/** The whole pack: a new rule is a file, one import and one line in its area. */
export const rules: readonly Rule[] = [
  ...network,
  ...data,
  ...database,
  ...cache,
  ...storage,
  ...recovery,
  ...secrets,
  ...identity,
  ...services,
  ...delivery,
  ...background,
  ...functions,
  ...edge,
  ...email,
  ...frontend,
  ...alarms,
  ...probes,
  ...telemetry,
  ...people,
  ...launch,
];
