import { EvidenceFolder } from "../../evidence/folder.ts";
import { refuseNoFolder, refuseUnwritable } from "../evidence/folder-at.ts";
import { quoted } from "../quoted.ts";
import { Halted } from "../rollback/halted.ts";
import type { Trial } from "./trial.ts";

type Kept = Pick<Trial, "store" | "target">;

/** @throws WrongInput where --evidence names what can be no folder */
export async function refuseMisplaced({ store }: Kept): Promise<void> {
  if (store instanceof EvidenceFolder) await refuseNoFolder("--evidence", store);
}

/**
 * A trial whose record cannot be written proves nothing, whatever comes of it: that is said before it begins.
 * @throws WrongInput where --evidence names what takes no record; Halted where the chain takes none
 */
export async function refuseUnkept(kept: Kept, folder: string | undefined): Promise<void> {
  const { store, target } = kept;
  await refuseMisplaced(kept);
  if (store instanceof EvidenceFolder) await refuseUnwritable("--evidence", store);
  const closed = await store.closed();
  if (closed === undefined) return;
  const evidence = folder === undefined ? "" : ` --evidence ${quoted(folder)}`;
  throw new Halted(
    `${store.at} takes no record: ${closed}\nNothing was tried. What is there:\n  ./golive ops evidence verify ${target.typed}${evidence}`,
  );
}
