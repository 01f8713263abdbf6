import type { Config } from "../config/schema.ts";
import { canonical, sha256 } from "./canonical.ts";

/** What a release is made of, by service: repository@sha256:… */
export type Images = Readonly<Record<string, string>>;

/**
 * One name for the images of all services together with the schema that they need: 64 hex digits. Repositories stay out
 * of it, so that staging and production, which may pull from their own, agree on what was tried.
 */
export const fingerprint = (images: Images, schema: string): string =>
  sha256(
    canonical({
      schema,
      images: Object.fromEntries(Object.entries(images).map(([id, image]) => [id, digestIn(image)])),
    }),
  );

/** The release that a stack file intends; undefined where an image is not named by digest, so that nobody knows. */
export function intendedRelease({
  services,
  release,
}: Pick<Config, "services" | "release">): { readonly release: string; readonly images: Images } | undefined {
  const images: Record<string, string> = {};
  for (const [id, { image }] of Object.entries(services)) {
    if (!("digest" in image)) return undefined;
    images[id] = image.digest;
  }
  return { release: fingerprint(images, release.schema.version), images };
}

const digestIn = (image: string): string => /sha256:[\da-f]{64}$/.exec(image)?.[0] ?? image;

/** As people tell releases apart. */
export const shortRelease = (release: string): string => release.slice(0, 12);
