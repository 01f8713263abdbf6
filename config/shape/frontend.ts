import { z } from "zod";
import { envName, hostname, slug, text } from "./primitives.ts";

/** No `unsafe-inline`, no `unsafe-eval`, no wildcard, nothing in the clear: what a strict policy may add (C16). */
const source = text(
  /^(https:\/\/[a-z0-9.-]+(:\d+)?|wss:\/\/[a-z0-9.-]+(:\d+)?|data:|blob:|'sha(256|384|512)-[A-Za-z0-9+/=]+')$/,
  "an origin such as https://cdn.shop.example, wss://…, data:, blob: or a 'sha256-…' hash",
);

export const cspDirectives = [
  "connect-src",
  "font-src",
  "form-action",
  "frame-src",
  "img-src",
  "manifest-src",
  "media-src",
  "script-src",
  "style-src",
  "worker-src",
] as const;

const behindCdn = {
  host: hostname.describe("the name under which the CDN serves it"),
  api: slug
    .optional()
    .describe("a service whose paths below `/api/` the CDN passes on, so that pages and API are one origin"),
  csp: z
    .partialRecord(z.enum(cspDirectives), z.array(source).min(1))
    .default({})
    .describe(
      "what pages may load beside their own origin and the APIs, by directive of the Content-Security-Policy",
    ),
  rum: z
    .strictObject({
      samplePercent: z
        .number()
        .min(0.1)
        .max(100)
        .default(10)
        .describe("share of the sessions that are measured"),
    })
    .optional()
    .describe("CloudWatch RUM: how long pages take to load where users are (C16)"),
};

/** What the CDN serves: files that were built, or pages that a service makes (P01, C16). */
export const frontend = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("static").describe("files from a bucket, sent there by `ops frontend publish`"),
    ...behindCdn,
    env: z
      .record(envName, z.string())
      .describe(
        "runtime configuration of this stack, e.g. VITE_API_BASE_URL: no build contains it; pages load /config.js and find it in `runtimeConfig.env` (P01)",
      ),
    spaFallback: z
      .boolean()
      .default(true)
      .describe("unknown paths without a file's ending answer index.html"),
    keepReleases: z
      .int()
      .min(2)
      .max(50)
      .default(5)
      .describe("releases whose files stay, for open tabs and for going back (P17)"),
  }),
  z.strictObject({
    kind: z.literal("server").describe("pages that a service of kind web makes; the CDN keeps what it may"),
    ...behindCdn,
    service: slug.describe("which service makes the pages"),
  }),
]);
export type Frontend = z.infer<typeof frontend>;
