import { type FloorLine, unless } from "./line.ts";

/** Backups, and the restore that shows that they can be used. */
export const recoveryFloor: readonly FloorLine[] = [
  ...(
    [
      ["dailyDays", 35],
      ["monthlyMonths", 12],
    ] as const
  ).map(
    ([name, least]): FloorLine => ({
      requirements: ["C14", "K21"],
      reads: ["backups"],
      says: `keep backups outside of the stores: ${name} at least ${least}`,
      below: ({ backups }) => unless(backups[name] >= least, "backups", name),
    }),
  ),
  {
    requirements: ["K21", "K04"],
    reads: ["backups"],
    says: "restore a backup at least every week",
    below: ({ backups: { restoreTest } }) =>
      unless(restoreTest.every !== "month", "backups", "restoreTest", "every"),
  },
  {
    requirements: ["K21"],
    reads: ["backups"],
    says: "count the rows of at least one restored table",
    below: ({ backups: { restoreTest } }) =>
      unless(restoreTest.tables.length > 0, "backups", "restoreTest", "tables"),
  },
  {
    requirements: ["C13", "K21"],
    reads: ["backups"],
    says: "compare a restored schema's version: name its table and column",
    below: ({ backups: { restoreTest } }) =>
      unless(restoreTest.schemaVersion !== null, "backups", "restoreTest", "schemaVersion"),
  },
  ...(
    [
      ["rpoHours", 26],
      ["rtoHours", 8],
    ] as const
  ).map(
    ([name, most]): FloorLine => ({
      requirements: ["C14", "K21"],
      reads: ["backups"],
      says: `bound what a restore loses and how long it takes: ${name} at most ${most}`,
      below: ({ backups: { targets } }) => unless(targets[name] <= most, "backups", "targets", name),
    }),
  ),
];
