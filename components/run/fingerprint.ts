import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { RunError } from "@pulumi/pulumi";

/** A tag that follows from a folder's content: where tags are immutable, the same tag must be the same image. */
export function fingerprint(context: string): string {
  if (!existsSync(context)) throw new RunError(`the folder to build, ${context}, does not exist`);
  const hash = createHash("sha256");
  for (const file of filesIn(context))
    hash.update(relative(context, file)).update("\0").update(readFileSync(file));
  return hash.digest("hex").slice(0, 32);
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== ".git" && name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
    });
