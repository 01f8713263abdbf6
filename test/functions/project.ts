import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Source files by path, below a project of their own. */
export type Files = Readonly<Record<string, string>>;

/** A project with these functions in a new folder; packages are those of this one. */
export function project(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "golive functions-")));
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(root, "node_modules"));
  write(root, { "package-lock.json": "{}", ...files });
  return root;
}

export function write(root: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}
