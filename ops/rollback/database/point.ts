import { type ReleaseRecord, runsOn } from "../../release/record.ts";
import type { MigrationRecord } from "../evidence.ts";
import type { Point, Snapshot } from "./engine.ts";

type Schema = ReleaseRecord["schema"];

export interface Restorable {
  readonly point: Point;
  /** The schema that the data had then; undefined where nothing tells. */
  readonly schema: Schema | undefined;
}

/**
 * The newest snapshot on whose schema a release runs: as little as possible is lost. A release's snapshot was taken before
 * it migrated, so it holds the schema that the migration before had made, and with it the release before.
 */
export function snapshotFor(
  release: ReleaseRecord,
  migrations: readonly MigrationRecord[],
  snapshots: readonly Snapshot[],
): Restorable | undefined {
  for (const { name, at } of snapshots.toSorted((a, b) => b.at.getTime() - a.at.getTime())) {
    const taker = migrations.findIndex(({ snapshot }) => snapshot === name);
    const schema = taker === -1 ? undefined : migrations[taker + 1]?.schema;
    if (schema && runsOn(release.schema, schema)) return { point: { kind: "snapshot", name, at }, schema };
  }
  return undefined;
}

/** The schema at a moment: what the newest migration before had made. */
export const schemaAt = (migrations: readonly MigrationRecord[], at: Date): Schema | undefined =>
  migrations.find((migration) => Date.parse(migration.at) <= at.getTime())?.schema;

/** The release that fits a moment: the newest good one of then that runs on the schema of then. */
export const releaseAt = (
  releases: readonly ReleaseRecord[],
  schema: Schema | undefined,
  at: Date,
): ReleaseRecord | undefined =>
  releases.find(
    (release) =>
      Date.parse(release.at) <= at.getTime() && (schema === undefined || runsOn(release.schema, schema)),
  );

/** How long ago, in the two largest units: all that was written since is lost. */
export function ago(at: Date, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - at.getTime()) / 60_000));
  const units = [
    ["day", Math.floor(minutes / 1440)],
    ["hour", Math.floor((minutes % 1440) / 60)],
    ["minute", minutes % 60],
  ] as const;
  const words = units.flatMap(([unit, count]) =>
    count > 0 ? [`${count} ${unit}${count === 1 ? "" : "s"}`] : [],
  );
  return words.slice(0, 2).join(" ") || "less than a minute";
}
