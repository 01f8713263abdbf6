import { z } from "zod";
import { text } from "./primitives.ts";

const table = text(
  /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/,
  "a table such as reports or app.reports, in lower case",
);

/** Copies of what the stack keeps, outside of the stores themselves, and the proof that they can be used (K13, K21). */
export const backups = z.strictObject({
  dailyDays: z.int().min(7).max(365).describe("how long each day's backup is kept"),
  monthlyMonths: z
    .int()
    .min(0)
    .max(120)
    .describe("how long the first backup of each month is kept; 0 takes none apart"),
  copyTo: text(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1")
    .nullable()
    .describe("another region that gets a copy of each backup; null: none (C18)"),
  restoreTest: z
    .strictObject({
      every: z
        .enum(["day", "week", "month"])
        .describe("how often the newest backup is restored and looked at"),
      tables: z
        .array(table)
        .default([])
        .describe("tables whose rows are counted, in the live database and in the restored one"),
      schemaVersion: z
        .strictObject({
          table: table.describe("the migration tool's table"),
          column: text(/^[a-z_][a-z0-9_]*$/, "a column, in lower case").describe(
            "its column with the version",
          ),
        })
        .nullable()
        .default(null)
        .describe("where the migration tool keeps the schema's version, e.g. alembic_version, version_num"),
    })
    .describe("AWS Backup restores into this stack's network; a function connects and compares (K04, K21)"),
  targets: z
    .strictObject({
      rpoHours: z
        .int()
        .min(1)
        .max(168)
        .default(26)
        .describe("the newest data in a restored copy is no older"),
      rtoHours: z
        .int()
        .min(1)
        .max(48)
        .default(4)
        .describe("from the start of a restore to a copy that was looked at"),
    })
    .prefault({})
    .describe("what a restore must reach"),
});
