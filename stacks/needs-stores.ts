import type { Config } from "../config/schema.ts";

/** Whether a service stands still while the database or a cache is gone, by itself or by the services that it calls. */
export function needsStores(config: Config, id: string, seen: ReadonlySet<string> = new Set()): boolean {
  const uses = config.services[id]?.uses;
  if (!uses || seen.has(id)) return false;
  return (
    uses.database ||
    uses.caches.length > 0 ||
    uses.services.some((other) => needsStores(config, other, new Set([...seen, id])))
  );
}
