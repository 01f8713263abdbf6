import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the bundles lie; what builds them and what ships them agree here. */
export const builtFolder = (root: string): string => join(root, "functions", ".built");

/** What was built, and from what. */
export interface Manifest {
  readonly sources: string;
  readonly functions: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/** One hash over all that a bundle is made from: our own sources, and the lockfile for everybody else's. */
export function sourcesHash(root: string): string {
  const hash = createHash("sha256");
  for (const file of [...sourceFiles(root), "package-lock.json"])
    hash.update(`${file}\0${sha256(readFileSync(join(root, file)))}\n`);
  return hash.digest("hex");
}

const sourceFiles = (root: string): string[] =>
  readdirSync(join(root, "functions"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !file.startsWith(".built"))
    .sort()
    .map((file) => `functions/${file}`);
