import type { Service } from "../shape/services.ts";
import { check } from "./check.ts";

/** Connections that are kept for migrations, functions and people. */
const kept = 10;
const share = 0.8;

/** All pools together leave a fifth of the database's connections free, in the middle of a deployment too (C14, K11). */
export const connections = check(["services", "database"], ({ services, database: { maxConnections } }) => {
  const pools = Object.entries(services)
    .filter(([, { uses }]) => uses.database)
    .map(([id, service]) => pool(id, service));
  const sum = pools.reduce((all, { most }) => all + most, kept);
  return pools.length === 0 || sum <= maxConnections * share
    ? []
    : [
        {
          path: ["database", "maxConnections"],
          found: `${maxConnections}, of which services may open ${Math.floor(maxConnections * share)}`,
          allowed: `at least ${Math.ceil(sum / share)}, or smaller pools: ${pools.map(({ says }) => says).join(", ")}, ${kept} for migrations, functions and people: ${sum}`,
        },
      ];
});

/** A rolling deployment runs old and new tasks side by side; a scheduler is stopped before its successor starts. */
function pool(id: string, service: Service): { readonly most: number; readonly says: string } {
  const each = service.uses.databaseConnections;
  const factors = "scale" in service ? [service.scale.max, each, 2] : [1, each];
  const most = factors.reduce((product, factor) => product * factor, 1);
  return { most, says: `${id} ${factors.join(" × ")} = ${most}` };
}
