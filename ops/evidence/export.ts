import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { textOf } from "../../evidence/record.ts";
import { type EvidenceStore, recordName } from "../../evidence/store.ts";
import { AwsFailed } from "../errors.ts";

interface Exported {
  readonly at: string;
  readonly records: number;
  readonly attachments: number;
}

/** Copies a sound chain, byte by byte, to where `--evidence` and `--staging-evidence` read it. */
export async function exportEvidence(
  store: EvidenceStore,
  folder: string,
  prefix: string,
): Promise<Exported> {
  const { records, flaws } = await store.read();
  if (flaws.length > 0) throw new AwsFailed(`${store.at} is no sound chain of records: ${flaws.join("; ")}`);
  const at = join(folder, prefix);
  const beside = join(at, "attachments");
  await mkdir(beside, { recursive: true });
  let attachments = 0;
  for (const record of records) {
    for (const { sha256 } of record.attachments) {
      const content = await store.attachment(sha256);
      if (content === undefined) continue; // `verify` tells of it; the record itself holds
      await writeFile(join(beside, sha256), content);
      attachments++;
    }
    await writeFile(join(at, recordName(record.sequence)), textOf(record));
  }
  return { at, records: records.length, attachments };
}
