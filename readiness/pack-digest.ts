import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonical, sha256 } from "../evidence/canonical.ts";

/** One digest over every file of the policy pack: what was asked of the stack, by an approval as by a GO. */
export function packDigest(root: string): string {
  const folder = join(root, "policy");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
    .map((entry) => join(entry.parentPath, entry.name));
  return sha256(
    canonical(
      Object.fromEntries(files.map((file) => [file.slice(folder.length), sha256(readFileSync(file))])),
    ),
  );
}
