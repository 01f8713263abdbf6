import { forgotten, invalidate } from "./cdn.ts";
import { each } from "./each.ts";
import { cacheControl, type SiteFile } from "./manifest.ts";
import { prove } from "./prove.ts";
import { configFile } from "./runtime.ts";
import type { Found } from "./site.ts";
import type { SiteWork } from "./work.ts";

/** A file on its way to the site. */
export interface Incoming {
  readonly file: SiteFile;
  read(): Buffer | Promise<Buffer>;
}

export const atOnce = 16;
export const page = "index.html";

/** Whether the same stands there already, told to browsers in the same way. */
export const same = (found: Found | undefined, { sha256, type, cache }: SiteFile): boolean =>
  found?.sha256 === sha256 && found.type === type && found.cache === cacheControl[cache];

/**
 * Puts a release's overwritten files in the place of the last one's, index.html after all others: until then pages are the
 * old ones, whose files are all still there. Returns the paths that are not as they were.
 */
export async function putInPlace(
  { site }: SiteWork,
  id: string,
  incoming: readonly Incoming[],
  last: readonly SiteFile[],
): Promise<readonly string[]> {
  const changed: string[] = [];
  const put = async ({ file, read }: Incoming, release?: string) => {
    const found = await site.find(file.path);
    if (same(found, file) && found?.release === release) return;
    await site.put(file.path, file, await read(), release);
    changed.push(file.path);
  };
  const named = (path: string) => incoming.filter(({ file }) => file.path === path);
  const others = incoming.filter(({ file }) => ![page, configFile].includes(file.path));
  await each(others, atOnce, put);
  for (const one of named(configFile)) await put(one);
  for (const one of named(page)) await put(one, id);

  const paths = new Set(incoming.map(({ file }) => file.path));
  const stale = last.map(({ path }) => path).filter((path) => !paths.has(path));
  await site.remove(stale);
  return [...new Set([...changed, ...stale, page, configFile])];
}

/** Waits until the CDN serves what is in place, and asks it as a visitor does. Empty when that is proven. */
export async function settled(
  work: SiteWork,
  distribution: string,
  changed: readonly string[],
  files: readonly SiteFile[],
): Promise<readonly string[]> {
  const invalidation = await invalidate(work, distribution, changed);
  await forgotten(work, distribution, invalidation);
  return prove(work, files);
}
