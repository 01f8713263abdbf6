import type { EvidenceStore, Head } from "../../evidence/store.ts";

interface Verified {
  readonly records: number;
  readonly head: Head | undefined;
  readonly flaws: readonly string[];
}

/** What is wrong with a chain, and with what belongs to its records: an attachment that is gone or was changed. */
export async function flawsIn(store: EvidenceStore): Promise<Verified> {
  const { records, head, flaws } = await store.read();
  const missing: string[] = [];
  for (const { sequence, attachments } of records)
    for (const { name, sha256 } of attachments)
      if ((await store.attachment(sha256)) === undefined)
        missing.push(`${name} of record ${sequence} is gone or was changed`);
  return { records: records.length, head, flaws: [...flaws, ...missing] };
}
