import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folders that no repository holds: what is installed, made, or git's own. */
const left = new Set(["node_modules", ".git", ".cache", ".built", ".venv", "__pycache__", "coverage"]);

/** Every file below a folder, as a path from there with slashes, in order. */
export function filesBelow(root: string, folder = ""): readonly string[] {
  const entries: readonly Dirent[] = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return left.has(entry.name) ? [] : filesBelow(root, path);
      return entry.isFile() ? [path] : [];
    });
}
