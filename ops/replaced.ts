import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Puts a new text in the place of a file's old one at once, with its rights, so that nobody reads half of it. */
export function replaceFile(file: string, text: string): void {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(beside, text, { flag: "wx" });
    chmodSync(beside, statSync(file).mode);
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}
