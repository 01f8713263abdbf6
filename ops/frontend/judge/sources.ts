import { createHash } from "node:crypto";
import { sourcesOf } from "../../../config/csp.ts";

/** Whether a policy lets a page load something from elsewhere: golive's policies name whole origins, or a scheme. */
export function lets(policy: string, directive: string, url: URL): boolean {
  const sources = sourcesOf(policy, directive);
  return sources.includes(url.origin) || sources.includes(url.protocol);
}

/** Whether a policy names the digest of what stands inline. */
export function letsInline(policy: string, directive: string, text: string): boolean {
  const sources = sourcesOf(policy, directive);
  return ["sha256", "sha384", "sha512"].some((kind) =>
    sources.includes(`'${kind}-${createHash(kind).update(text).digest("base64")}'`),
  );
}
