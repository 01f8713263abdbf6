import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Chain } from "../../evidence/chain.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { type EvidenceStore, recordName } from "../../evidence/store.ts";
import { writeWhole } from "../../evidence/whole-file.ts";
import { AwsFailed, mistyped, WrongInput } from "../errors.ts";
import { refuseNoFolder, refuseUnwritable } from "./folder-at.ts";

interface Exported {
  readonly at: string;
  readonly records: number;
  readonly attachments: number;
}

/**
 * Copies a sound chain, byte by byte, to where `--evidence` and `--staging-evidence` read it.
 * @throws WrongInput where that folder has other records of the stack already
 */
export async function exportEvidence(store: EvidenceStore, folder: string): Promise<Exported> {
  const { records, kept, flaws } = await store.read();
  if (flaws.length > 0) throw new AwsFailed(`${store.at} is no sound chain of records: ${flaws.join("; ")}`);
  const copy = new EvidenceFolder(folder, store.stack);
  await refuseNoFolder("folder", copy);
  await refuseUnwritable("folder", copy);
  refuseOthers(await copy.read(), kept, copy.at);
  await mkdir(copy.attachments, { recursive: true });
  let attachments = 0;
  for (const { sha256 } of records.flatMap((one) => one.attachments)) {
    const content = await store.attachment(sha256);
    if (content === undefined) continue; // `verify` tells of it; the record itself holds
    await writeWhole(join(copy.attachments, sha256), content);
    attachments++;
  }
  for (const { sequence, text } of kept) await writeWhole(join(copy.at, recordName(sequence)), text);
  return { at: copy.at, records: records.length, attachments };
}

/** Two chains in one folder are none: what is there must be the same, as an earlier copy of it is. */
function refuseOthers(there: Chain, kept: Chain["kept"], at: string): void {
  const texts = new Map(kept.map(({ sequence, text }) => [sequence, text]));
  const other = there.kept.find(({ sequence, text }) => texts.get(sequence) !== text);
  if (other)
    throw new WrongInput([
      mistyped(
        "folder",
        `${join(at, recordName(other.sequence))}, which is no part of what would be copied`,
        "a folder without records of this stack, or with an earlier copy of the same",
      ),
    ]);
}
