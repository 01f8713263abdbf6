import { readFileSync, statSync, writeFileSync } from "node:fs";
import { WrongInput } from "../errors.ts";

export type Written = "written" | "the same already";

interface Own {
  /** How every file of ours begins. */
  readonly header: string;
  readonly force: boolean;
}

const wrong = (file: string, found: string, allowed: string, hint?: string) =>
  new WrongInput([{ file, path: "", found, allowed, ...(hint && { hint }) }]);

/** Writes a file of ours. @throws WrongInput where somebody else's stands, or the folder takes none */
export function writeOwn(path: string, text: string, own: Own): Written {
  try {
    return written(path, text, own);
  } catch (error) {
    if (error instanceof WrongInput) throw error;
    throw wrong(path, error instanceof Error ? error.message : String(error), "a file that can be written");
  }
}

function written(path: string, text: string, { header, force }: Own): Written {
  const kind = statSync(path, { throwIfNoEntry: false });
  // What is read to its end must have one, which devices and pipes have not.
  if (kind && !kind.isFile()) throw wrong(path, "something that is no file", "a file, or - for the output");
  const there = kind && readFileSync(path, "utf8");
  if (there === text) return "the same already";
  if (there !== undefined && !there.startsWith(header) && !force)
    throw wrong(
      path,
      "a file that this command did not write",
      "a new file, or one that it wrote",
      "--force overwrites it",
    );
  writeFileSync(path, text);
  return "written";
}
