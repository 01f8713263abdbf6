import { cacheCharts } from "../../components/watch/dashboards/caches.ts";
import { databaseCharts } from "../../components/watch/dashboards/database.ts";
import { named } from "../records.ts";
import type { Section, Shown } from "./shown.ts";
import { stateOf, storesGone } from "./states.ts";

/** What stores run out of, and whether caches help. */
export function data({ inside: { place, config, database, caches } }: Shown): readonly Section[] {
  const { database: settings, slo } = config;
  const aurora = settings.engine === "aurora-postgresql";
  const name = database.name;
  const numbered = (count: number, word: string) =>
    Array.from({ length: count }, (_, at) => `${name}${word}-${at + 1}`);
  const shown = {
    ...{ settings, name },
    members: aurora ? numbered(database.members.length, "") : [name],
    replicas: numbered(database.replicas.length, "-replica"),
    vitals: `${place.prefix}/vitals`,
    slow: `${place.prefix}/database`,
  };
  return [
    stateOf(place, [...storesGone(caches), "database-unwell"]),
    [{ heading: "Database" }, ...databaseCharts(shown, slo)],
    ...Object.entries(caches).map(([id, { nodeIds }]) => [
      { heading: `Cache ${id}` },
      ...cacheCharts({ id, settings: named(config.caches, id), nodes: nodeIds }),
    ]),
  ];
}
