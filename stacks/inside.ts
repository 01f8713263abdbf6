import type * as pulumi from "@pulumi/pulumi";
import type { Sender } from "../components/email/sender.ts";
import type { Network } from "../components/network/network.ts";
import type { Place } from "../components/place.ts";
import type { Keys } from "../components/secrets/keys.ts";
import type { Secrets } from "../components/secrets/secrets.ts";
import type { AccessLogs } from "../components/storage/access-logs.ts";
import type { Alarms } from "../components/watch/alarms.ts";
import type { LogSettings } from "../components/watch/log-group.ts";
import type { OnCall } from "../components/watch/oncall.ts";
import type { Config } from "../config/schema.ts";
import type { Stores } from "./stores.ts";
import type { Collecting } from "./telemetry.ts";

/** What everything else stands in. */
export interface Around {
  readonly config: Config;
  readonly place: Place;
  readonly keys: Keys;
  readonly logs: LogSettings;
  readonly oncall: OnCall;
  readonly alarms: Alarms;
  readonly accessLogs: AccessLogs;
  readonly network: Network;
  readonly secrets: Secrets;
  readonly parent: pulumi.Resource;
}

/** What stands already when the platform's own functions are made. */
export interface Inside extends Around, Stores {
  readonly sender: Sender | undefined;
  readonly collecting: Collecting | undefined;
}
