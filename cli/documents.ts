import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationReference } from "../config/reference.ts";
import { rules } from "../policy/rules.ts";
import { generated, requirementsDocument } from "../readiness/report/requirements-document.ts";
import { rulesDocument } from "../readiness/report/rules-document.ts";
import type { ExitCode } from "./exit.ts";
import { exitCodes } from "./exit.ts";
import { root } from "./root.ts";

const documents: Readonly<Record<string, () => string>> = {
  "docs/configuration.md": configurationDocument,
  "docs/requirements.md": () => requirementsDocument(rules),
  "docs/rules.md": () => rulesDocument(rules),
};

/** Writes what is generated from code; with `check`, only says which files are stale. */
export function writeDocuments(check: boolean, folder = root): ExitCode {
  const stale = Object.entries(documents).filter(([file, make]) => current(join(folder, file)) !== make());
  if (check) {
    for (const [file] of stale) process.stderr.write(`${file} is stale: run ./golive docs\n`);
    return stale.length === 0 ? exitCodes.ready : exitCodes.notReady;
  }
  mkdirSync(join(folder, "docs"), { recursive: true });
  for (const [file, make] of stale) writeFileSync(join(folder, file), make());
  process.stdout.write(
    stale.length === 0 ? "all documents are fresh\n" : stale.map(([file]) => `wrote ${file}\n`).join(""),
  );
  return exitCodes.ready;
}

function configurationDocument(): string {
  return [
    "# Stack files",
    generated,
    "Every key of `golive:platform` in `Pulumi.<stack>.yaml`. The object is strict: a key that is not here is a mistake.",
    configurationReference(),
  ].join("\n\n");
}

function current(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
