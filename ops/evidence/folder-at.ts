import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { EvidenceFolder } from "../../evidence/folder.ts";
import { mistyped, WrongInput } from "../errors.ts";

/** @throws WrongInput where an option names as the folder of records what can be none; one that is not there yet is fine */
export async function refuseNoFolder(option: string, { attachments }: EvidenceFolder): Promise<void> {
  const { path, isFolder } = await nearest(attachments);
  if (!isFolder) throw unfit(option, `${path}, which is no folder`, "a folder, or a new name for one");
  await allowed(option, path, constants.R_OK | constants.X_OK, "which may not be read");
}

/** @throws WrongInput where no record could be added to a folder, before there is one to add */
export async function refuseUnwritable(option: string, { at, attachments }: EvidenceFolder): Promise<void> {
  for (const wanted of [at, attachments]) {
    const { path } = await nearest(wanted);
    await allowed(option, path, constants.W_OK | constants.X_OK, "which may not be written to");
  }
}

/** What there is of a path: itself, or the folder that it would be made in. */
async function nearest(path: string): Promise<{ readonly path: string; readonly isFolder: boolean }> {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined && dirname(path) !== path) return nearest(dirname(path));
  return { path, isFolder: there?.isDirectory() ?? false };
}

const allowed = (option: string, path: string, mode: number, found: string): Promise<void> =>
  access(path, mode).catch(() => {
    throw unfit(option, `${path}, ${found}`, "a folder of your own");
  });

const unfit = (option: string, found: string, allows: string): WrongInput =>
  new WrongInput([mistyped(option, found, allows)]);
