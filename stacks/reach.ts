import type * as pulumi from "@pulumi/pulumi";
import type { Cache } from "../components/data/cache.ts";
import type { Database } from "../components/data/database.ts";

/** Whatever runs in the network: asked to reach a store, it answers with its group, for the store to admit. */
interface Client {
  reach(store: string, groupId: pulumi.Input<string>, port: number): pulumi.Output<string>;
}

/** Opens the way to the database on both sides: through its proxy, and to what can only be read from. */
export function reachDatabase(client: Client, id: string, database: Database): void {
  if (database.replicaGroupId) client.reach("replica", database.replicaGroupId, database.port);
  database.admit(id, client.reach("proxy", database.proxyGroupId, database.port));
}

/** Opens the way to one cache on both sides. */
export const reachCache = (client: Client, id: string, name: string, cache: Cache): void =>
  cache.admit(id, client.reach(`cache-${name}`, cache.groupId, cache.port));
