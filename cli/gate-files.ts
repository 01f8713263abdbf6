import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { mistyped } from "../ops/errors.ts";
import { InputMistakes } from "../readiness/errors.ts";
import type { Told } from "../readiness/report/files/told.ts";
import type { Evaluation, GateReport } from "../readiness/types.ts";
import { root } from "./root.ts";

/** Reports that are kept beside the one that is read at once: each in a file, or `-` for standard output. */
export interface FileOptions {
  readonly sarif: string | undefined;
  readonly junit: string | undefined;
  readonly html: string | undefined;
}

const file = { type: "string", requiresArg: true } as const;
export const fileOptions = {
  sarif: { ...file, describe: "Write SARIF 2.1.0 for code scanning to this file; - is standard output" },
  junit: { ...file, describe: "Write JUnit's XML to this file" },
  html: { ...file, describe: "Write one page for people to this file" },
} as const;

const kinds = ["sarif", "junit", "html"] as const;
type Kind = (typeof kinds)[number];

/** Which reports go where. @throws InputMistakes where two would mix on standard output. */
export function filesOf(options: FileOptions & Readonly<Record<string, unknown>>): ReadonlyMap<Kind, string> {
  const asked = new Map(
    kinds.flatMap((kind) => {
      const path = options[kind];
      return path === undefined ? [] : [[kind, path] as const];
    }),
  );
  if (options["go-live"] && asked.size > 0)
    throw new InputMistakes([
      mistyped(
        [...asked.keys()].map((kind) => `--${kind}`).join(" "),
        "--go-live",
        "the declared tier alone",
      ),
    ]);
  const printed = [
    ...[...asked].flatMap(([kind, path]) => (path === "-" ? [`--${kind} -`] : [])),
    ...["json", "markdown", "compare"].flatMap((name) => (options[name] ? [`--${name}`] : [])),
  ];
  const mixed = printed.length > 1 && [...asked.values()].includes("-");
  if (mixed) throw new InputMistakes([mistyped("-", printed.join(" and "), "one report on standard output")]);
  return asked;
}

/** Whether standard output belongs to one of these, so that nothing else may be printed. */
export const printsFile = (files: ReadonlyMap<Kind, string>): boolean => [...files.values()].includes("-");

interface Ended {
  readonly judged: readonly { readonly report: GateReport; readonly evaluation: Evaluation }[];
  readonly refused: readonly { readonly stack: string; readonly why: string }[];
}

/** Writes what was asked for; what could not be judged is in each of them too. */
export async function writeFiles(
  files: ReadonlyMap<Kind, string>,
  directory: string,
  ended: Ended,
): Promise<void> {
  if (files.size === 0) return;
  const told = toldOf(directory, ended);
  for (const [kind, path] of files) {
    const text = await reports[kind](told);
    if (path === "-") process.stdout.write(text);
    else write(path, text);
  }
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new InputMistakes([{ file: path, path: "", found, allowed: "a file that can be written" }]);
  }
}

const reports: Readonly<Record<Kind, (told: Told) => string | Promise<string>>> = {
  sarif: async (told) => {
    const [{ sarifReport }, { rules }, { gateRules }] = await Promise.all([
      import("../readiness/report/files/sarif.ts"),
      import("../policy/rules.ts"),
      import("../readiness/surface/rules.ts"),
    ]);
    return sarifReport(told, [...rules, ...gateRules]);
  },
  junit: async (told) => (await import("../readiness/report/files/junit.ts")).junitReport(told),
  html: async (told) => (await import("../readiness/report/files/html.ts")).htmlReport(told),
};

function toldOf(directory: string, { judged, refused }: Ended): Told {
  const fileOf = (stack: string) => join(directory, `Pulumi.${stack}.yaml`);
  return {
    version: versionIn(root),
    stacks: judged.map((one) => {
      const path = fileOf(one.report.stack);
      return { ...one, file: addressOf(path), text: readFileSync(path, "utf8") };
    }),
    refused: refused.map(({ stack, why }) => ({ stack, why, file: addressOf(fileOf(stack)) })),
  };
}

/** From the project's root, as code scanning wants it; elsewhere the whole address. */
function addressOf(path: string): string {
  const within = relative(root, path);
  return within.startsWith("..") ? pathToFileURL(path).href : within;
}

function versionIn(folder: string): string {
  const read: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const version = typeof read === "object" && read !== null ? Reflect.get(read, "version") : undefined;
  return typeof version === "string" ? version : "0.0.0";
}
