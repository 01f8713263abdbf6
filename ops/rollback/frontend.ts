import { AwsFailed } from "../errors.ts";
import { distributionOf } from "../frontend/cdn.ts";
import { lostOf, putBack } from "../frontend/go-back.ts";
import { locked } from "../frontend/lock.ts";
import type { Manifest } from "../frontend/manifest.ts";
import { currentOf, manifestOf } from "../frontend/releases.ts";
import { siteWork } from "../frontend/work.ts";
import type { ReleaseRecord } from "../release/record.ts";
import { Halted, Interrupted } from "./halted.ts";
import type { Work } from "./work.ts";

/** What a release needs of the frontend: its pages are gone back to together with its services (P17). */
export type Pages =
  | { readonly way: "none"; readonly why: string }
  | { readonly way: "leave"; readonly to: Manifest }
  | { readonly way: "put"; readonly to: Manifest; readonly from: string | null };

/** A release whose pages are not kept any more still goes back without them: its services cannot wait. */
export async function pagesOf(work: Work, { frontend: id }: ReleaseRecord): Promise<Pages> {
  const pages = siteWork(work);
  if (pages === undefined) return { way: "none", why: "the stack has none of files" };
  if (id === null)
    return { way: "none", why: "that release was written down without one; what serves stays" };
  const [to, from] = await Promise.all([manifestOf(pages.site, id), currentOf(pages.site)]);
  if (to === undefined)
    return { way: "none", why: `${id} of that release is no longer kept; what serves stays` };
  if (id === from) return { way: "leave", to };
  const lost = await lostOf(pages, to);
  return lost.length > 0
    ? { way: "none", why: `${lost.length} files of ${id} are gone; what serves stays` }
    : { way: "put", to, from };
}

/** The plan in words, as of each service. */
export function pagesLines(pages: Pages): readonly string[] {
  if (pages.way === "none") return [];
  return [
    pages.way === "leave"
      ? `  frontend  ${pages.to.id}  serves already`
      : `  frontend  ${pages.from ?? "nothing known"} → ${pages.to.id}  its files in place again, index.html last`,
  ];
}

/**
 * Puts the pages back and proves them. What goes wrong is told and not thrown: services that are being gone back to are
 * watched on.
 * @throws Interrupted where a person said stop
 */
export async function putPages(work: Work, pages: Pages): Promise<readonly string[]> {
  const site = siteWork(work);
  if (pages.way !== "put" || site === undefined) return [];
  try {
    const distribution = await distributionOf(site);
    return await locked(site, () => putBack(site, pages.to, distribution));
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof Halted || error instanceof AwsFailed) return [error.message];
    throw error;
  }
}
