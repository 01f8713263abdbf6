import { readFileSync, writeFileSync } from "node:fs";
import { WrongInput } from "../errors.ts";

export type Written = "written" | "the same already";

/** Writes a file of ours. @throws WrongInput where somebody else's stands, or the folder takes none */
export function writeOwn(
  path: string,
  text: string,
  { header, force }: { readonly header: string; readonly force: boolean },
): Written {
  const there = read(path);
  if (there === text) return "the same already";
  const wrong = (found: string, allowed: string, hint?: string) =>
    new WrongInput([{ file: path, path: "", found, allowed, ...(hint && { hint }) }]);
  if (there !== undefined && !there.startsWith(header) && !force)
    throw wrong(
      "a file that this command did not write",
      "a new file, or one that it wrote",
      "--force overwrites it",
    );
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error), "a file that can be written");
  }
  return "written";
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
