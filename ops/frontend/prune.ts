import { folder, type Manifest, manifestKey } from "./manifest.ts";
import { keptReleases } from "./releases.ts";
import type { SiteWork } from "./work.ts";

/** What is taken away, and what of it first. */
export interface Pruning {
  readonly releases: readonly string[];
  /** Files that no release names which stays. */
  readonly files: readonly string[];
}

/**
 * Releases beyond those that are kept, and those of runs that were cut short. What serves and what served before it always
 * stay, however old they are; and only files that one of our releases brought are ever taken away.
 */
export function pruned(newestFirst: readonly Manifest[], current: string, keep: number): Pruning {
  const served = newestFirst.filter(({ result }) => result === "serves").map(({ id }) => id);
  const stays = new Set([
    ...served.slice(0, keep),
    current,
    newestFirst.find(({ id }) => id === current)?.before,
  ]);
  const goes = newestFirst.filter(({ id }) => !stays.has(id));
  const needed = new Set(
    newestFirst.filter(({ id }) => stays.has(id)).flatMap(({ files }) => files.map(({ path }) => path)),
  );
  const files = goes.flatMap((release) => release.files.filter(({ cache }) => cache === "immutable"));
  return {
    releases: goes.map(({ id }) => id),
    files: [...new Set(files.map(({ path }) => path))].filter((path) => !needed.has(path)),
  };
}

/** A release's manifest goes last: a run that was cut short finds what is left. */
export async function prune({ site, frontend, voice }: SiteWork, current: string): Promise<void> {
  const { releases, files } = pruned(await keptReleases(site), current, frontend.keepReleases);
  if (releases.length === 0) return;
  await site.remove(files);
  for (const id of releases) {
    const own = await site.names(`${folder}${id}/`);
    await site.remove(own.filter((name) => name !== manifestKey(id)));
    await site.remove([manifestKey(id)]);
  }
  voice.say(`no longer kept: ${releases.join(", ")}, with ${files.length} files that no other release needs`);
}
