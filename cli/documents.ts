import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationReference } from "../config/reference.ts";
import type { Config } from "../config/schema.ts";
import { readStackFile } from "../config/stack-file.ts";
import { rules } from "../policy/rules.ts";
import { dataMapDocument } from "../readiness/data-map/document.ts";
import { InputMistakes } from "../readiness/errors.ts";
import { evaluateStack } from "../readiness/evaluate.ts";
import { parityIn } from "../readiness/parity/read.ts";
import { statefulKept } from "../readiness/preview/judge.ts";
import { alarmsDocument } from "../readiness/report/alarms-document.ts";
import { dashboardsDocument } from "../readiness/report/dashboards-document.ts";
import { parityDocument } from "../readiness/report/parity-document.ts";
import { generated, requirementsDocument } from "../readiness/report/requirements-document.ts";
import { rulesDocument } from "../readiness/report/rules-document.ts";
import { gateRules } from "../readiness/surface/rules.ts";
import { declaredIn } from "./declared.ts";
import { environmentDocument } from "./environment-document.ts";
import type { ExitCode } from "./exit.ts";
import { exitCodes } from "./exit.ts";
import { projectMatrix } from "./matrix.ts";
import { onCallDocument } from "./on-call-document.ts";
import { root } from "./root.ts";
import { chooseStacks } from "./stacks.ts";

const documents: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/alarms.md": alarms,
  "docs/architecture.svg": architecture,
  "docs/configuration.md": configurationDocument,
  "docs/dashboards.md": async () => dashboardsDocument("production", await declaredIn("production")),
  "docs/data-map.md": dataMap,
  "docs/environment.md": () => environmentDocument("production", configOf("production")),
  "docs/on-call.md": whoIsCalled,
  "docs/parity.md": async () => parityDocument(await parityIn({ root, directory: root })),
  "docs/requirements.md": () => requirementsDocument(projectMatrix()),
  "docs/rules.md": () => rulesDocument(rules, gateRules, [statefulKept]),
};

/** Writes what is generated from code; with `check`, only says which files are stale. */
export async function writeDocuments(check: boolean, folder = root): Promise<ExitCode> {
  const made = await Promise.all(
    Object.entries(documents).map(async ([file, make]): Promise<[string, string]> => [file, await make()]),
  );
  const stale = made.filter(([file, text]) => current(join(folder, file)) !== text);
  if (check) {
    for (const [file] of stale) process.stderr.write(`${file} is stale: run ./golive docs\n`);
    return stale.length === 0 ? exitCodes.ready : exitCodes.notReady;
  }
  mkdirSync(join(folder, "docs"), { recursive: true });
  for (const [file, text] of stale) writeFileSync(join(folder, file), text);
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

/** Of production, as its plan tells it. */
async function architecture(): Promise<string> {
  const { drawn, pictureOf } = await import("../readiness/picture/draw.ts");
  const { product, environment } = configOf("production");
  return drawn(pictureOf(`${product} · ${environment}`, await declaredIn("production")));
}

async function alarms(): Promise<string> {
  const name = "production";
  const { product, environment } = configOf(name);
  return alarmsDocument({ name, prefix: `${product}-${environment}` }, await declaredIn(name));
}

/** Of the project's own stacks: what they would register is what keeps data. */
async function dataMap(): Promise<string> {
  const stacks = chooseStacks(root, ["production", "staging"]);
  return dataMapDocument(
    await Promise.all(stacks.map((stack) => evaluateStack({ stack, root, directory: root }))),
  );
}

/** Of the project's own stacks. */
function whoIsCalled(): string {
  const stacks = chooseStacks(root, ["production", "staging"]);
  return onCallDocument(stacks.map((stack) => ({ stack, config: configOf(stack) })));
}

function configOf(stack: string): Config {
  const read = readStackFile(join(root, `Pulumi.${stack}.yaml`));
  if ("mistakes" in read) throw new InputMistakes(read.mistakes);
  return read.config;
}

function current(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
