import type * as pulumi from "@pulumi/pulumi";
import type { Cache } from "../components/data/cache.ts";
import type { Database } from "../components/data/database.ts";
import type { Network } from "../components/network/network.ts";
import type { Place } from "../components/place.ts";
import type { Secrets } from "../components/secrets/secrets.ts";
import type { Bucket } from "../components/storage/bucket.ts";
import type { Evidence } from "../components/storage/evidence.ts";
import type { Alarms } from "../components/watch/alarms.ts";
import type { LogSettings } from "../components/watch/log-group.ts";
import type { Config } from "../config/schema.ts";

/** What stands already when the platform's own functions are made. */
export interface Inside {
  readonly config: Config;
  readonly place: Place;
  readonly logs: LogSettings;
  readonly network: Network;
  readonly secrets: Secrets;
  readonly database: Database;
  readonly caches: Readonly<Record<string, Cache>>;
  readonly buckets: Readonly<Record<string, Bucket>>;
  readonly evidence: Evidence;
  readonly alarms: Alarms;
  readonly parent: pulumi.Resource;
}
