import type { Chain } from "../../evidence/chain.ts";
import type { EvidenceStore } from "../../evidence/store.ts";

/** What is wrong with a chain, and with what belongs to its records: an attachment that is gone or was changed. */
export async function flawsIn(
  store: Pick<EvidenceStore, "attachment">,
  { records, flaws }: Chain,
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { sequence, attachments } of records)
    for (const { name, sha256 } of attachments)
      if ((await store.attachment(sha256)) === undefined)
        missing.push(`${name} of record ${sequence} is gone or was changed`);
  return [...flaws, ...missing];
}
