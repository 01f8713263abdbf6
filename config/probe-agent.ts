import { createHash } from "node:crypto";
import type { Config } from "./schema.ts";

/**
 * As whom the probes from outside, the smoke test of a release and the proof of published pages introduce themselves.
 * The word at its end is no secret and opens nothing; it keeps others from passing AWS's bot control under that name, by
 * which the firewall leaves them out of it.
 */
export function probeAgent({
  product,
  environment,
  account,
}: Pick<Config, "product" | "environment" | "account">): string {
  const word = createHash("sha256")
    .update(`golive-probes ${account} ${product}-${environment}`)
    .digest("hex");
  return `golive-probes/${word.slice(0, 16)}`;
}
