import { mistyped, WrongInput } from "../errors.ts";
import { Halted, Interrupted } from "../rollback/halted.ts";
import type { Target } from "../target.ts";
import { distributionOf } from "./cdn.ts";
import { each } from "./each.ts";
import { locked } from "./lock.ts";
import { copyKey, type Manifest, overwritten } from "./manifest.ts";
import { atOnce, type Incoming, putInPlace, settled } from "./place.ts";
import { noteFrontend } from "./released.ts";
import { currentOf, keptReleases, manifestOf } from "./releases.ts";
import { beginSite, type SiteWork } from "./work.ts";

/** Puts a kept release back: the one named, or what served before what serves now (P17, K17). */
export async function rollbackFrontend(
  target: Target,
  wish: { readonly to?: string | undefined },
  voice: SiteWork["voice"],
  manner: SiteWork["manner"],
): Promise<"planned" | "done"> {
  const work = await beginSite("frontend rollback", target, voice, manner);
  const kept = await keptReleases(work.site);
  const current = await currentOf(work.site);
  const to =
    wish.to === undefined ? servedBefore(kept, current) : good(kept).find(({ id }) => id === wish.to);
  if (to === undefined) throw noneOf(kept, wish.to, current);
  const lost = await lostOf(work, to);
  if (lost.length > 0)
    throw new Halted(
      `${to.id} is refused: files of it are gone\n${lost.map((path) => `  ✘ ${path}`).join("\n")}\nNothing was changed.`,
    );
  const distribution = await distributionOf(work);
  voice.say(`from ${current ?? "nothing that was published by this command"}`);
  voice.say(
    `to   ${to.id}, of ${to.at}${current === to.id ? ": it is in place already, and is proven" : ""}`,
  );
  voice.say(`  ${overwritten(to.files).length} files as they were then, its config.js too, index.html last`);
  voice.say("not gone back: services and data; `ops rollback` goes back with both");
  if (!manner.act) return "planned";

  voice.say("");
  const wrong = await locked(work, () => putBack(work, to, distribution)).catch((error: unknown) => {
    throw error instanceof Interrupted
      ? new Halted(
          `interrupted: ${to.id} may be in place, and is not proven; the same command goes on from here`,
        )
      : error;
  });
  if (wrong.length > 0)
    throw new Halted(
      `not proven: ${to.id} is in place, and\n${wrong.map((line) => `  ✘ ${line}`).join("\n")}\nThe same command goes on from here.`,
    );
  voice.say(`\n${to.id} serves at https://${work.frontend.host}/.`);
  await noteFrontend(work, to.id);
  return "done";
}

/** Its overwritten files in place again, and what is not proven of them. */
export async function putBack(
  work: SiteWork,
  to: Manifest,
  distribution: string,
): Promise<readonly string[]> {
  const { site, voice } = work;
  const current = await currentOf(site);
  const last = current === null ? undefined : await manifestOf(site, current);
  const incoming = overwritten(to.files).map(
    (file): Incoming => ({ file, read: () => copyOf(work, to.id, file.path) }),
  );
  const changed = await putInPlace(work, to.id, incoming, overwritten(last?.files ?? []));
  voice.say(`  frontend: ${to.id} is in place`);
  return settled(work, distribution, changed, to.files);
}

async function copyOf({ site }: SiteWork, id: string, path: string): Promise<Buffer> {
  const kept = await site.read(copyKey(id, path));
  if (kept) return kept.body;
  throw new Halted(`s3://${site.bucket}/${copyKey(id, path)} is gone: ${id} cannot be put back`);
}

/** Files of a release that are not there any more. */
export async function lostOf({ site }: SiteWork, { id, files }: Manifest): Promise<readonly string[]> {
  const lost: string[] = [];
  await each(files, atOnce, async ({ path, sha256, cache }) => {
    const key = cache === "immutable" ? path : copyKey(id, path);
    if ((await site.find(key))?.sha256 !== sha256) lost.push(path);
  });
  return lost.toSorted();
}

/** Releases that were proven to serve; the others are none to go back to. */
const good = (releases: readonly Manifest[]) => releases.filter(({ result }) => result === "serves");

/** What served before: a release that was gone back from is never gone back to. */
export function servedBefore(newestFirst: readonly Manifest[], current: string | null): Manifest | undefined {
  const candidates = good(newestFirst);
  if (current === null) return candidates[0];
  const now = newestFirst.find(({ id }) => id === current);
  return (
    candidates.find(({ id }) => id === now?.before) ??
    candidates.find(({ id, at }) => (now ? at < now.at : id < current))
  );
}

function noneOf(kept: readonly Manifest[], to: string | undefined, current: string | null): Error {
  const others = good(kept)
    .map(({ id }) => id)
    .filter((id) => id !== current);
  if (to === undefined)
    return new Halted("there is no release to go back to: none that is kept served before what serves now");
  const allowed =
    others.length > 0 ? `a kept release: ${others.slice(0, 5).join(", ")}` : "no release is kept yet";
  return new WrongInput([mistyped("--to", to, allowed)]);
}
