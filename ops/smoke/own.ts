import { randomBytes } from "node:crypto";
import type { Config } from "../../config/schema.ts";
import type { Own } from "./check.ts";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A name for this run, an address whose mail SES's simulator takes, and tokens that nobody gave. */
export function ownOf(now = new Date()): Own {
  const run = `smoke${randomBytes(8).toString("hex")}`;
  return { run, email: `success+${run}@simulator.amazonses.com`, forged: forgedTokens(run, now) };
}

/** Tokens that no honest service accepts: one with a signature by nobody, one that says it needs none ("none", RFC 7519 §6). */
function forgedTokens(run: string, now: Date): readonly string[] {
  const at = Math.floor(now.getTime() / 1000);
  const claims = part({ sub: run, role: "admin", iat: at, exp: at + 86_400 });
  return [
    `${part({ alg: "HS256", typ: "JWT" })}.${claims}.${randomBytes(32).toString("base64url")}`,
    `${part({ alg: "none", typ: "JWT" })}.${claims}.`,
  ];
}

/** The headers that carry a token, by each way that the product takes one; cookies share theirs. */
export function carrying(
  token: string,
  { firewall: { credentials } }: Pick<Config, "firewall">,
): Readonly<Record<string, string>> {
  const cookies = credentials.flatMap((one) => ("cookie" in one ? [`${one.cookie}=${token}`] : []));
  const headers = credentials.flatMap((one) =>
    "header" in one ? [[one.header, one.header === "authorization" ? `Bearer ${token}` : token]] : [],
  );
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { cookie: cookies.join("; ") }) };
}
