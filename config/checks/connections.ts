import type { Service } from "../shape/services.ts";
import { check } from "./check.ts";

/** Connections that are kept for migrations, functions and people. */
const kept = 10;
const share = 0.8;

/** All pools together leave a fifth of the database's connections free, in the middle of a deployment too (C14, K11). */
export const connections = check(["services", "crons", "database"], (config) => {
  const { services, crons, database } = config;
  const { maxConnections } = database;
  const pools = [
    ...Object.entries(services)
      .filter(([, { uses }]) => uses.database)
      .map(([id, service]) => pool(id, service)),
    ...Object.entries(crons).flatMap(([id, cron]) => {
      const uses = services[cron.service]?.uses;
      return uses?.database ? [sized(id, [1, uses.databaseConnections])] : [];
    }),
  ];
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

interface Pool {
  readonly most: number;
  readonly says: string;
}

/** A deployment runs old and new tasks side by side; a scheduler is stopped before its successor starts. */
function pool(id: string, service: Service): Pool {
  const each = service.uses.databaseConnections;
  return sized(id, "scale" in service ? [service.scale.max, each, 2] : [1, each]);
}

function sized(id: string, factors: readonly number[]): Pool {
  const most = factors.reduce((product, factor) => product * factor, 1);
  return { most, says: `${id} ${factors.join(" × ")} = ${most}` };
}
