import { z } from "zod";

/** Text of one form; `allowed` is the form in words, for messages and the reference. */
export const text = (form: RegExp, allowed: string): z.ZodString =>
  z.string().regex(form, allowed).meta({ allowed });

/** Text for people: a name, a reason. */
export const prose = (atLeast: number): z.ZodString =>
  z
    .string()
    .min(atLeast)
    .meta({ allowed: `text of at least ${atLeast} characters` });

/** Lower-case words joined by single hyphens: RDS and ElastiCache refuse two in a row, and every name carries it. */
export const slug = text(
  /^(?=.{2,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  "2–24 characters: lower-case letters, digits, single hyphens; a letter first",
);

/** An environment variable's name. */
export const envName = text(/^[A-Z][A-Z0-9_]{0,63}$/, "upper-case letters, digits and underscores");

/** A DNS host name, without scheme, port or trailing dot. */
export const hostname = text(
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
  "a host name, e.g. api.shop.example",
);

export const httpsUrl = text(
  /^https:\/\/[^\s/?#@]+([/?#]\S*)?$/,
  "an https:// address without credentials in it",
);

/** An origin as browsers send it, over TLS: nothing else may call a production API (C05, W08). */
export const origin = text(
  /^https:\/\/[a-z0-9.-]+(:\d{2,5})?$/,
  "an origin such as https://app.shop.example: https, no path, no wildcard",
);

export const email = text(/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i, "an e-mail address");

/** A path of an operation, in OpenAPI's notation. */
export const pathPattern = text(/^\/[\w\-./*~:{}]*$/, "a path that begins with /");

/** A path as a listener rule matches it (ELB guide, "Path conditions"); `*` stands for any run of characters. */
export const routePattern = text(
  /^\/[\w\-.$/~+:&@*?]{0,127}$/,
  "a path that begins with /, `*` as wildcard, up to 128 characters",
);

/** A path that is asked as it stands. */
export const probePath = text(/^\/[\w\-./~]*$/, "a path that begins with /, without wildcards");

/** A calendar day that exists, ISO 8601. */
export const day = z.iso
  .date("a day that exists, written 2027-01-31")
  .meta({ allowed: "a day that exists, written 2027-01-31" });

/** The retention periods that CloudWatch Logs accepts, days. */
export const logRetentionDays = z.literal([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);
