import { z } from "zod";
import { jsonOf } from "../json.ts";
import { Halted } from "../rollback/halted.ts";
import { folder } from "./manifest.ts";
import type { Condition } from "./site.ts";
import type { SiteWork } from "./work.ts";

const key = `${folder}lock.json`;
const minutes = 30;

const lock = z.object({
  by: z.string(),
  at: z.iso.datetime(),
  /** Null where whoever held it is done. */
  until: z.iso.datetime().nullable(),
});

/**
 * Lets one publish at a time: S3 writes the lock only over the version that was read, so two cannot both have it. It ends
 * by itself, should its holder vanish; `keep` makes it last, and says so where it was lost.
 */
export async function locked<T>(
  work: Pick<SiteWork, "site" | "session">,
  run: (keep: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const { site, session } = work;
  const at = new Date().toISOString();
  const hold = (until: string | null, condition: Condition) =>
    site.write(key, { by: session.who, at, until }, condition);
  const later = () => new Date(Date.now() + minutes * 60_000).toISOString();

  const before = await site.read(key);
  const seen = before && lock.safeParse(jsonOf(before.body.toString("utf8"))).data;
  if (seen?.until && Date.parse(seen.until) > Date.now())
    throw new Halted(
      `${seen.by} publishes since ${seen.at}, and nothing was changed. Should that have been cut short, it is free at ${seen.until}.`,
    );
  let held = await hold(later(), before?.etag ? { IfMatch: before.etag } : { IfNoneMatch: "*" });
  if (held === undefined)
    throw new Halted("somebody else began to publish at this very moment; nothing was changed");
  const keep = async () => {
    const kept = held && (await hold(later(), { IfMatch: held }));
    if (kept === undefined)
      throw new Halted("it took so long that somebody else may publish now; the site is as it was");
    held = kept;
  };
  try {
    return await run(keep);
  } finally {
    // Whatever ended the work is what counts; without this the lock ends by itself.
    if (held) await hold(null, { IfMatch: held }).catch(() => undefined);
  }
}
