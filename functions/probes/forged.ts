import { randomBytes } from "node:crypto";
import type { ApiSettings } from "./settings.ts";

const day = 86_400;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Tokens that no honest service accepts: one with a signature by nobody, one that says it needs none ("none", RFC 7519 §6). */
export function forgedTokens(now: Date): readonly string[] {
  const at = Math.floor(now.getTime() / 1_000);
  const claims = part({ sub: "golive-probe", role: "admin", iat: at, exp: at + day });
  return [
    `${part({ alg: "HS256", typ: "JWT" })}.${claims}.${randomBytes(32).toString("base64url")}`,
    `${part({ alg: "none", typ: "JWT" })}.${claims}.`,
  ];
}

/** The headers that carry a token, by each way that the product takes one; cookies share theirs. */
export function carrying(token: string, credentials: ApiSettings["credentials"]): Record<string, string> {
  const cookies = credentials.flatMap((one) => ("cookie" in one ? [`${one.cookie}=${token}`] : []));
  const headers = credentials.flatMap((one) =>
    "header" in one ? [[one.header, one.header === "authorization" ? `Bearer ${token}` : token]] : [],
  );
  return {
    ...Object.fromEntries(headers),
    ...(cookies.length > 0 && { cookie: cookies.join("; ") }),
  };
}
