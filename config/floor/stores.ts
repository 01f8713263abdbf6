import { type FloorLine, unless } from "./line.ts";

/** The network and the stores: what survives the loss of a zone, and what can be brought back. */
export const storesFloor: readonly FloorLine[] = [
  {
    requirements: ["G01", "C09"],
    reads: ["database"],
    says: "keep a standby of the database",
    below: ({ database }) => unless(database.standby, "database", "standby"),
  },
  {
    requirements: ["K21", "C14"],
    reads: ["database"],
    says: "keep at least 14 days of backups",
    below: ({ database }) => unless(database.backupDays >= 14, "database", "backupDays"),
  },
  {
    requirements: ["P13", "K12"],
    reads: ["database"],
    says: "keep Database Insights at advanced",
    below: ({ database }) => unless(database.insights === "advanced", "database", "insights"),
  },
  {
    requirements: ["G01"],
    reads: ["database"],
    says: "keep at least one Aurora capacity unit: below it, a burst waits for memory",
    below: ({ database }) =>
      unless(database.engine === "postgres" || database.capacity.min >= 1, "database", "capacity", "min"),
  },
  ...(
    [
      ["statementTimeoutSeconds", 60, "C14"],
      ["idleTransactionSeconds", 300, "P13"],
    ] as const
  ).map(
    ([name, most, requirement]): FloorLine => ({
      requirements: [requirement],
      reads: ["database"],
      says: `bound what holds the database up: ${name} at most ${most}`,
      below: ({ database }) => unless(database[name] <= most, "database", name),
    }),
  ),
  {
    requirements: ["G02", "C10"],
    reads: ["caches"],
    says: "keep at least one replica of each cache",
    below: ({ caches }) =>
      Object.entries(caches).flatMap(([id, { replicas }]) => unless(replicas >= 1, "caches", id, "replicas")),
  },
  {
    requirements: ["G02", "C10"],
    reads: ["caches"],
    says: "keep at least 7 days of snapshots of a cache that holds a queue or sessions",
    below: ({ caches }) =>
      Object.entries(caches).flatMap(([id, { roles, snapshotDays }]) =>
        unless(snapshotDays >= 7 || roles.every((role) => role === "cache"), "caches", id, "snapshotDays"),
      ),
  },
  {
    requirements: ["G05"],
    reads: ["network"],
    says: "stand in at least three zones",
    below: ({ network }) => unless(network.zones.length >= 3, "network", "zones"),
  },
  {
    requirements: ["G05"],
    reads: ["network"],
    says: "keep a NAT gateway in each zone",
    below: ({ network }) => unless(network.natPerZone, "network", "natPerZone"),
  },
  ...(["applicationLogsDays", "platformLogsDays", "accessLogsDays"] as const).map(
    (log): FloorLine => ({
      requirements: ["C15", "C18"],
      reads: ["retention"],
      says: "keep logs at least 90 days",
      below: ({ retention }) => unless(retention[log] >= 90, "retention", log),
    }),
  ),
];
