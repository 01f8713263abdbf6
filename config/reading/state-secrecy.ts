import type { Finding } from "../finding.ts";
import type { Config } from "../schema.ts";
import { stateNames } from "../state.ts";
import { describe } from "./describe.ts";

/** What Pulumi leaves in a stack file whose state a passphrase opens. */
export const passphraseMark = "encryptionsalt";

const provider = "secretsprovider";
const allowed =
  "a KMS key such as awskms://alias/shop-production-pulumi?region=eu-central-1, never a passphrase";

/** A stack's state is sealed with a KMS key, whose every use is logged; a passphrase is copied unseen (C02, W03, G07). */
export function stateSecrecy(file: Readonly<Record<string, unknown>>): readonly Finding[] {
  const written = file[provider];
  const kms = typeof written === "string" && /^awskms:\/\/\S+$/.test(written);
  return [
    ...(kms ? [] : [{ path: [provider], found: describe(written, [provider]), allowed }]),
    ...(Object.hasOwn(file, passphraseMark)
      ? [
          {
            path: [passphraseMark],
            found: "the mark of a passphrase",
            allowed: `no such key; ${provider}: ${allowed}`,
          },
        ]
      : []),
  ];
}

/** The roles for CI may use the state's key by its alias, which they must know without the stack file. */
export function stateKeyAlias(
  file: unknown,
  { product, environment, account, region, pipeline }: Config,
): readonly Finding[] {
  const written: unknown = Object(file)[provider];
  const expected = stateNames(`${product}-${environment}`, account).keyAlias;
  const named = /^awskms:\/\/(alias\/[^?\s]+)/.exec(String(written))?.[1];
  if (!pipeline || named === undefined || named === expected) return [];
  return [
    {
      path: [provider],
      found: JSON.stringify(written),
      allowed: `awskms://${expected}?region=${region}, the one key that the roles of \`pipeline\` may use`,
    },
  ];
}
