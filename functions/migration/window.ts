import type { Entry, MigrationRecord } from "./record.ts";

type Schema = MigrationRecord["schema"];

/** A release that may serve again, and until when. */
export interface Returning {
  readonly record: MigrationRecord;
  /** It serves now, for all that is known: it needs its schema however long ago it was deployed. */
  readonly serves: boolean;
  readonly until: Date;
}

export interface Window {
  readonly now: Date;
  readonly rollbackDays: number;
  /** Digest of the release that asks: it needs no other schema than its own. */
  readonly asking: string;
  readonly serving: readonly string[];
}

const dayMs = 86_400_000;
const newestFirst = (a: { readonly at: number }, b: { readonly at: number }): number => b.at - a.at;

/** The entries that say who may come back: those of the window, those of what serves, and the newest of all. */
export const telling = (
  entries: readonly Entry[],
  { now, rollbackDays, serving }: Window,
): readonly Entry[] => {
  const since = now.getTime() - rollbackDays * dayMs;
  const [newest] = entries.toSorted(newestFirst);
  return entries.filter((entry) => entry.at >= since || entry === newest || serving.includes(entry.digest));
};

/** The entries of what they say has served within the window, however old. */
export const replaced = (
  entries: readonly Entry[],
  records: readonly MigrationRecord[],
): readonly Entry[] => {
  const named = new Set(records.flatMap(({ replaces }) => replaces));
  return entries.filter(({ digest }) => named.has(digest));
};

/**
 * The releases that may serve again: what serves now, and those that did within the window, by their own records or as
 * what a later one replaced. Where no record is of what serves, the newest is taken for it.
 */
export function returning(records: readonly MigrationRecord[], window: Window): readonly Returning[] {
  const { now, rollbackDays, asking, serving } = window;
  const ordered = records.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const others = ordered.filter(
    ({ digest }, index) =>
      digest !== asking && ordered.findIndex((record) => record.digest === digest) === index,
  );
  const known = serving.includes(asking) || others.some(({ digest }) => serving.includes(digest));
  return others.flatMap((record, index) => {
    const sightings = ordered
      .filter(({ digest, replaces }) => digest === record.digest || replaces.includes(record.digest))
      .map(({ at }) => Date.parse(at));
    const until = new Date(Math.max(...sightings) + rollbackDays * dayMs);
    const serves = known ? serving.includes(record.digest) : index === 0;
    return serves || until >= now ? [{ record, serves, until }] : [];
  });
}

/** Whether code of one release can run on the schema that another has made. */
const runsOn = (code: Schema, made: Schema): boolean =>
  code.runsWith.includes(made.version) || made.keeps.includes(code.version);

/** Why a schema may not be made yet, release by release; undefined where it may (P17). */
export function refusal(made: Schema, releases: readonly Returning[]): string | undefined {
  const needing = releases.filter(({ record }) => !runsOn(record.schema, made));
  if (needing.length === 0) return undefined;
  const each = needing.map(({ record: { digest, schema }, serves, until }) => {
    const when = serves ? "serves now" : `may come back until ${until.toISOString()}`;
    return `${digest}, which ${when}, needs the schema of version ${schema.version}`;
  });
  return `the schema of version ${made.version} may not be made yet: ${each.join("; ")}`;
}
