import { Halted } from "../rollback/halted.ts";
import type { BuildFile } from "./build.ts";
import { each } from "./each.ts";
import { digestOf, type Manifest, newId, overwritten, sizeText } from "./manifest.ts";
import { atOnce, same } from "./place.ts";
import type { RuntimeFile } from "./runtime.ts";
import type { SiteWork } from "./work.ts";

export interface Plan {
  readonly id: string;
  /** The record of an earlier run, where that has put the same in place already. */
  readonly again: Manifest | undefined;
  readonly files: readonly (BuildFile | RuntimeFile)[];
  /** Kept for a year by browsers, and not there yet. */
  readonly assets: readonly BuildFile[];
  readonly distribution: string;
  /** What serves now. */
  readonly current: string | null;
  readonly last: Manifest | undefined;
}

/** Which of the files that browsers keep are still to be sent. @throws Halted where one would change under its name */
export async function missingOf(
  { site }: SiteWork,
  files: readonly BuildFile[],
): Promise<readonly BuildFile[]> {
  const missing: BuildFile[] = [];
  const changed: string[] = [];
  await each(files, atOnce, async (file) => {
    const found = await site.find(file.path);
    if (found?.sha256 !== undefined && found.sha256 !== file.sha256) changed.push(file.path);
    else if (!same(found, file)) missing.push(file);
  });
  if (changed.length > 0)
    throw new Halted(
      `these files have other content than the ones that are served under their names, which browsers keep for a year:\n${changed
        .toSorted()
        .map((path) => `  ✘ ${path}`)
        .join("\n")}\nGive them names that change with their content. Nothing was changed.`,
    );
  return missing.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The release that a build and this stack's configuration make: the same one as before where both are the same. */
export const releaseOf = (files: Plan["files"], last: Manifest | undefined): Pick<Plan, "id" | "again"> =>
  last && digestOf(last.files) === digestOf(files)
    ? { id: last.id, again: last }
    : { id: newId(new Date(), files), again: undefined };

export function planLines({ id, again, files, assets, distribution, current }: Plan): readonly string[] {
  const bytes = (some: readonly { readonly bytes: number }[]) =>
    sizeText(some.reduce((sum, one) => sum + one.bytes, 0));
  const kept = files.filter(({ cache }) => cache === "immutable");
  return [
    `from ${current ?? "nothing that was published by this command"}`,
    `to   ${id}${again ? ", which is in place already: what is missing is made good, and it is proven" : ""}`,
    `  first   ${assets.length} of ${kept.length} files that browsers keep, ${bytes(assets)}; the others are there`,
    `  then    ${overwritten(files).length} files that browsers ask for anew, config.js and index.html last`,
    `  then    ${distribution} of CloudFront forgets what changed, and pages are asked for as visitors do`,
  ];
}
