import { Cache } from "../components/data/cache.ts";
import { Database } from "../components/data/database.ts";
import { Bucket } from "../components/storage/bucket.ts";
import { Evidence } from "../components/storage/evidence.ts";
import { databaseEvents } from "../components/watch/event-subscription.ts";
import type { Around } from "./inside.ts";
import { queuesIn } from "./queue-caches.ts";
import { mapped, named } from "./records.ts";
import { own as ownSecrets } from "./secret-entries.ts";

export interface Stores {
  readonly database: Database;
  readonly caches: Readonly<Record<string, Cache>>;
  readonly buckets: Readonly<Record<string, Bucket>>;
  readonly evidence: Evidence;
}

/** What keeps state: no way in from outside, no way out, each admitted client by name; and what pages about it. */
export function stores(around: Around): Stores {
  const { config, place, keys, logs, network, secrets, oncall, alarms, parent } = around;
  const own = { parent };
  const inside = { place, vpcId: network.vpcId, subnetIds: network.dataSubnetIds, keyArn: keys.data, logs };
  const files = { place, keyArn: keys.data, accessLogs: around.accessLogs.target };

  const database = new Database(
    "database",
    {
      ...inside,
      settings: config.database,
      slo: config.slo,
      secretsKeyArn: keys.secrets,
      proxied: ownSecrets.proxied.map((id) => secrets.ref(id)),
    },
    own,
  );
  const caches = mapped(
    config.caches,
    (settings, id) =>
      new Cache(`cache-${id}`, { ...inside, id, settings, queues: queuesIn(config, id) }, own),
  );
  const buckets = mapped(
    config.buckets,
    (settings, id) => new Bucket(`bucket-${id}`, { ...files, id, settings }, own),
  );
  const evidence = new Evidence("evidence", files, own);

  alarms.watchDatabase(database, config.database);
  databaseEvents("database-events", place, { topicArn: oncall.topicArn, database }, parent);
  for (const [id, { nodeIds }] of Object.entries(caches))
    alarms.watchCache(id, nodeIds, named(config.caches, id));
  return { database, caches, buckets, evidence };
}
