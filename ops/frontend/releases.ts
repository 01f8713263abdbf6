import { AwsFailed } from "../errors.ts";
import { jsonOf } from "../json.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { folder, type Manifest, manifest, manifestKey } from "./manifest.ts";
import { Site } from "./site.ts";
import { staticFrontend } from "./work.ts";

/** The release that serves: index.html itself says so, and is put in place in one piece with what it says. */
export const currentOf = async (site: Site): Promise<string | null> =>
  (await site.find("index.html"))?.release ?? null;

/** The same, of a stack that may have no frontend of files. */
export const currentFrontend = async (target: Target, session: Session): Promise<string | null> =>
  staticFrontend(target) ? currentOf(Site.of(target, session)) : null;

/** Undefined where there is no such release, or not any more. @throws AwsFailed where what stands there is none */
export async function manifestOf(site: Site, id: string): Promise<Manifest | undefined> {
  const text = (await site.read(manifestKey(id)))?.body.toString("utf8");
  if (text === undefined) return undefined;
  const parsed = manifest.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new AwsFailed(`s3://${site.bucket}/${manifestKey(id)} is no record of a release`);
}

/** All that are kept, the newest first. */
export async function keptReleases(site: Site): Promise<readonly Manifest[]> {
  const ids = (await site.names(folder, true)).map((name) => name.slice(folder.length, -1));
  const found = await Promise.all(ids.map((id) => manifestOf(site, id)));
  return found.filter((one) => one !== undefined).toSorted((a, b) => (a.at < b.at ? 1 : -1));
}
