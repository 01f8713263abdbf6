import { type ReleaseRecord, runsOn } from "../release/record.ts";

export interface Facts {
  /** The schema that the database has now, by the newest migration; undefined where none was written down. */
  readonly made: { readonly version: string; readonly keeps: readonly string[] } | undefined;
  /** Whether the stack has migrations at all. */
  readonly migrates: boolean;
  /** When another release took its place, ISO; undefined while none has. */
  readonly replacedAt: string | undefined;
  readonly rollbackDays: number;
  readonly now: Date;
}

const day = 86_400_000;

/** Why code of a release may not run now (P17); empty where it may. */
export function outsideWindow(release: ReleaseRecord, facts: Facts): readonly string[] {
  const { made, migrates, replacedAt, rollbackDays, now } = facts;
  const days = replacedAt === undefined ? 0 : (now.getTime() - Date.parse(replacedAt)) / day;
  return [
    ...(days > rollbackDays
      ? [
          `it was replaced ${Math.floor(days)} days ago, and the stack keeps a way back for ${rollbackDays} (release.rollbackDays)`,
        ]
      : []),
    ...(made !== undefined && !runsOn(release.schema, made)
      ? [
          `the database has schema ${made.version}, and this release runs with ${release.schema.runsWith.join(", ")} alone: \`ops rollback --database --to ${release.id}\` goes back with the data`,
        ]
      : []),
    ...(made === undefined && migrates
      ? ["no migration is written down, so nobody can say which schema the database has"]
      : []),
  ];
}

/** When a release was replaced: the next newer one began to serve. */
export function replacedAt(release: ReleaseRecord, releases: readonly ReleaseRecord[]): string | undefined {
  const later = releases.filter(({ id, at }) => id !== release.id && at > release.at).map(({ at }) => at);
  return later.sort()[0];
}
