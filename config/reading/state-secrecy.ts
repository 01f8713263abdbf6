import type { Finding } from "../finding.ts";
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
