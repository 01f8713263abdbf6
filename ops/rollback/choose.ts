import type { ReleaseRecord } from "../release/record.ts";

/** What is put in place now, by service: its task definition, and whether that is still going on. */
export type Now = ReadonlyMap<string, { readonly taskDefinition: string; readonly moving: boolean }>;

export interface Choice {
  readonly to: ReleaseRecord;
  /** The release that is left; undefined where what serves now was never proven to serve, and so is not written down. */
  readonly from: ReleaseRecord | undefined;
}

type Releases = readonly ReleaseRecord[];

/** Releases that served and were not gone back from, the newest first: the others are none to go back to. */
export const good = (releases: Releases): Releases =>
  byTime(releases.filter(({ result }) => result === "serves"));

/**
 * The release that what serves now came with: the newest among those that first had the task definition of one of the
 * services. A rollback that was interrupted halfway thus still leaves the release that it was leaving.
 */
export function liveOf(releases: Releases, now: Now): ReleaseRecord | undefined {
  const oldestFirst = byTime(releases).toReversed();
  const known = [...now].filter(([id]) => releases.some(({ services }) => id in services));
  const came = known.map(([id, { taskDefinition }]) =>
    oldestFirst.findIndex(({ services }) => services[id]?.taskDefinition === taskDefinition),
  );
  return came.length === 0 || came.includes(-1) ? undefined : oldestFirst[Math.max(...came)];
}

/** Whether all services that a release knows, and that still exist, are put in place as it has them. */
export const matches = (release: ReleaseRecord, now: Now): boolean =>
  Object.entries(release.services).every(([id, { taskDefinition }]) => {
    const service = now.get(id);
    return service === undefined || service.taskDefinition === taskDefinition;
  });

/**
 * What a rollback to a release leaves: what serves now; or, where the release is in place already because an earlier run
 * did not come to its end, the newest good one after it. Undefined where that was never proven to serve.
 */
export function leftBy(releases: Releases, now: Now, to: ReleaseRecord): ReleaseRecord | undefined {
  const live = liveOf(releases, now);
  return live?.id === to.id ? good(releases).find(({ at }) => at > to.at) : live;
}

/**
 * Where a rollback goes that names no release: to the last good one before what serves now. One that is being put in
 * place already is gone on with: a second run after Ctrl-C must not go one release further.
 */
export function choose(releases: Releases, now: Now): Choice | undefined {
  const candidates = good(releases);
  const from = liveOf(releases, now);
  const begun = [...now.values()].some(({ moving }) => moving);
  const going = begun ? candidates.find((release) => matches(release, now)) : undefined;
  if (going) return { to: going, from: leftBy(releases, now, going) };
  const to =
    from === undefined
      ? candidates[0]
      : candidates.find((release) => release.at < from.at && !matches(release, now));
  return to && { to, from };
}

const byTime = (releases: Releases): Releases =>
  releases.toSorted((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id));
