import type { Config } from "../../config/schema.ts";
import { canonical, sha256 } from "../../evidence/canonical.ts";
import type { Images } from "../../evidence/fingerprint.ts";
import type { ReleaseRecord } from "./record.ts";

/** What serves, or is to: by service. */
export type Serving = Readonly<Record<string, { readonly image: string; readonly taskDefinition: string }>>;

/** SHA-256 of the whole configuration, defaults filled in, whatever the order of its keys. */
export const configHash = (config: Config): string => sha256(canonical(config));

const same = <T>(one: Readonly<Record<string, T>>, other: Readonly<Record<string, T>>): boolean =>
  canonical(one) === canonical(other);

export const imagesOf = (services: Serving): Images =>
  Object.fromEntries(Object.entries(services).map(([id, { image }]) => [id, image]));

/** Nothing else would go back with it: the very same revisions, settings and schema. */
export const sameRelease = (one: ReleaseRecord, other: ReleaseRecord): boolean =>
  same(one.services, other.services) &&
  same(one.tasks, other.tasks) &&
  one.config === other.config &&
  one.frontend === other.frontend &&
  canonical(one.schema) === canonical(other.schema);

/**
 * The release that these images were last, where it was gone back from. Images that served well with other settings are
 * not to blame for the settings that were gone back from.
 */
export function leftRelease(
  newestFirst: readonly ReleaseRecord[],
  intended: { readonly images: Images; readonly config: string },
): ReleaseRecord | undefined {
  const alike = newestFirst.filter(({ services }) => same(imagesOf(services), intended.images));
  const [last] = alike;
  if (last?.result !== "rolled back from") return undefined;
  const blameless = last.config !== intended.config && alike.some(({ result }) => result === "serves");
  return blameless ? undefined : last;
}

/** The newest release that serves now: with all of its revisions, or at least with its images; more may be known of each. */
export function servingRelease(
  newestFirst: readonly ReleaseRecord[],
  serving: Serving,
): { readonly release: ReleaseRecord; readonly exactly: boolean } | undefined {
  const bare = Object.fromEntries(
    Object.entries(serving).map(([id, { image, taskDefinition }]) => [id, { image, taskDefinition }]),
  );
  const exact = newestFirst.find(({ services }) => same(services, bare));
  if (exact) return { release: exact, exactly: true };
  const images = imagesOf(serving);
  const alike = newestFirst.find(({ services }) => same(imagesOf(services), images));
  return alike && { release: alike, exactly: false };
}
