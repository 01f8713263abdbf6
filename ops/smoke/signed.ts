import { createHmac } from "node:crypto";
import type { Config } from "../../config/schema.ts";
import { variablesOf } from "../../config/shape/secrets.ts";
import { jsonOf } from "../json.ts";
import { type Check, type Said, saidOf } from "./check.ts";

/** It asks nobody: what was given out is all that it looks at. */
interface SigningCheck extends Check {
  run(): Promise<Said>;
}

const hashes: Readonly<Record<string, string>> = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };

/**
 * Tokens that the product has just given out are signed with the key that it was given, and with none that stands in its
 * source: whoever has a checkout could make such a token himself (C03, G08, W07). A signing key's own policy lets nobody
 * but its services read it, so this is asked where whoever types has the key in the environment, as in a rehearsal.
 */
export function signingChecks(
  { secrets }: Pick<Config, "secrets">,
  given: () => readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): readonly SigningCheck[] {
  const names = Object.entries(secrets).filter(([, { from }]) => from === "signing-keys");
  if (names.length === 0 || names.some(([name]) => !env[name])) return [];
  const keys = names
    .flatMap(([name, source]) => variablesOf(name, source))
    .flatMap((name) => env[name] || []);
  const known = names.map(([name]) => name).join(" or ");
  return [
    {
      name: `tokens are signed with ${known}`,
      requirements: ["C03", "G08", "W07"],
      run: async () => {
        const shared = given().flatMap((token) => sharedOf(token) ?? []);
        const strange = shared.filter(({ signed }) => !keys.some(signed));
        return saidOf(
          strange.length === 0
            ? []
            : [
                `${strange.length} of ${shared.length} are signed with another key, a default of the source perhaps`,
              ],
          shared.length === 0
            ? "no token was given that a shared key signs"
            : `${shared.length} of ${shared.length}`,
        );
      },
    },
  ];
}

/** A JSON web token whose signature a shared key makes (RFC 7515 §3, RFC 7518 §3.2); undefined for every other token. */
function sharedOf(token: string): { readonly signed: (key: string) => boolean } | undefined {
  const [head = "", claims = "", signature = "", ...more] = token.split(".");
  const header = jsonOf(Buffer.from(head, "base64url").toString("utf8"));
  const alg = typeof header === "object" && header !== null ? Reflect.get(header, "alg") : undefined;
  const hash = typeof alg === "string" ? hashes[alg] : undefined;
  if (hash === undefined || signature === "" || more.length > 0) return undefined;
  return {
    signed: (key) => createHmac(hash, key).update(`${head}.${claims}`).digest("base64url") === signature,
  };
}
