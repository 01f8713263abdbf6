import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseDocument } from "yaml";
import { repository } from "./pulumi.ts";

/**
 * Writes a YAML file of one folder into another, or into the same one, with what `edit` changes; comments stay. New texts
 * are quoted, as the runbook says of days: the engine's YAML makes a moment of time of a bare day.
 */
export function rewrite(
  name: string,
  from: string,
  to: string,
  edit: (file: ReturnType<typeof parseDocument>) => void = () => {},
): void {
  const file = parseDocument(readFileSync(join(from, name), "utf8"));
  edit(file);
  writeFileSync(
    join(to, name),
    file.toString({ defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }),
  );
}

/** A fixture's program in a folder of its own, with the functions' bundles beside it, where the engine looks for them. */
export function stage(fixture: string, folder: string): string {
  mkdirSync(folder);
  for (const name of ["functions", "node_modules", "package.json"])
    symlinkSync(join(repository, name), join(folder, name));
  const main = join(folder, "index.ts");
  const source = pathToFileURL(join(import.meta.dirname, "fixtures", fixture));
  writeFileSync(main, `export * from ${JSON.stringify(source.href)};\n`);
  return main;
}
