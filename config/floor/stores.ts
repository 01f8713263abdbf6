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
    requirements: ["G02", "C10"],
    reads: ["cache"],
    says: "keep at least one replica of the cache",
    below: ({ cache }) => unless(cache.replicas >= 1, "cache", "replicas"),
  },
  {
    requirements: ["G02", "C10"],
    reads: ["cache"],
    says: "keep at least 7 days of cache snapshots",
    below: ({ cache }) => unless(cache.snapshotDays >= 7, "cache", "snapshotDays"),
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
