import { z } from "zod";

/** The steps of each kind of probe, by which CloudWatch counts and alarms tell them apart. */
export type ApiStep =
  | "certificate"
  | "certificate-week"
  | "foreign-origin"
  | "own-origin"
  | "open-access"
  | "refusal"
  | "plain-http"
  | "health";
export type TenantStep = "tenant-leak" | "stranger-refused";
export type PageStep = "load" | "headers" | "content-policy" | "console";

const path = z.string().startsWith("/");
const origin = z.url({ protocol: /^https$/ });
/** As whom it asks, and for so long it waits for an answer. */
const asker = { agent: z.string().regex(/^[\w/.-]+$/), patienceSeconds: z.int().min(1) };

export const settings = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("api"),
    origin,
    /** The same host in the clear, which must send everybody to `origin`. */
    plain: z.url({ protocol: /^http$/ }),
    health: z.array(path).min(1),
    /** Origins of the pages that may read its answers. */
    readers: z.array(origin).min(1),
    /** Operations that nobody may use without a valid token. */
    protected: z.array(z.strictObject({ method: z.enum(["GET", "HEAD", "POST"]), path })),
    /** What carries a token. */
    credentials: z
      .array(z.union([z.strictObject({ header: z.string() }), z.strictObject({ cookie: z.string() })]))
      .min(1),
    ...asker,
  }),
  z.strictObject({
    kind: z.literal("tenants"),
    /** What belongs to one tenant, each with the name of the secret that holds a token of another one. */
    leaks: z.array(z.strictObject({ origin, path, secret: z.string() })).min(1),
    ...asker,
  }),
  z.strictObject({ kind: z.literal("frontend"), url: origin, ...asker }),
]);
export type Settings = z.input<typeof settings>;
export type ApiSettings = Extract<Settings, { kind: "api" }>;
export type TenantSettings = Extract<Settings, { kind: "tenants" }>;
export type PageSettings = Extract<Settings, { kind: "frontend" }>;
