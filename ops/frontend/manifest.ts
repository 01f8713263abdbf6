import { createHash } from "node:crypto";
import { z } from "zod";
import { releaseId } from "../release/make.ts";

/** How long browsers and the CDN keep a file, by what they are told of it. */
export const cacheControl = {
  immutable: "public, max-age=31536000, immutable",
  revalidate: "no-cache",
  never: "no-store",
} as const;

const file = z.object({
  path: z.string().describe("below the site's root, without a slash before it"),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int(),
  type: z.string().describe("the Content-Type"),
  cache: z.enum(["immutable", "revalidate", "never"]),
});
export type SiteFile = z.infer<typeof file>;

/** One release of the frontend. Kept in the site's bucket as `releases/<id>/manifest.json`, where the CDN cannot read. */
export const manifest = z.object({
  kind: z.literal("frontend"),
  stack: z.string().describe("<product>-<environment>"),
  id: z.string().describe("begins with when, so that ids sort by time: 20261121T063455Z-3d2f9a0c"),
  at: z.iso.datetime(),
  by: z.string().describe("who published, as AWS knows them: an ARN"),
  commit: z.string().nullable().describe("of the product; null where nobody said"),
  before: z.string().nullable().describe("what served until then, by id"),
  allowed: z.array(z.string()).describe("what was found in the build and let pass by --allow"),
  files: z.array(file),
  /** Everything is there before it is put in place; only what was then proven to serve is gone back to. */
  result: z.enum(["sent", "serves"]),
});
export type Manifest = z.infer<typeof manifest>;

export const folder = "releases/";
export const manifestKey = (id: string): string => `${folder}${id}/manifest.json`;
/** Where a release keeps its own copy of what the next one overwrites. */
export const copyKey = (id: string, path: string): string => `${folder}${id}/files/${path}`;

/** What a release consists of, whoever publishes it and when. */
export const digestOf = (files: readonly SiteFile[]): string =>
  createHash("sha256")
    .update(
      files
        .map(({ path, sha256, type }) => `${path}\n${sha256}\n${type}\n`)
        .toSorted()
        .join(""),
    )
    .digest("hex");

export const newId = (at: Date, files: readonly SiteFile[]): string =>
  releaseId(at, digestOf(files).slice(0, 8));

/** What the next release overwrites or takes away: everything whose name does not change with its content. */
export const overwritten = <T extends SiteFile>(files: readonly T[]): readonly T[] =>
  files.filter(({ cache }) => cache !== "immutable");

export const sizeText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KiB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
