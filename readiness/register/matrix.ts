import { type KindName, kindOf } from "../../evidence/kinds.ts";
import type { RuleText } from "../../policy/rule.ts";
import { exercises } from "./exercises.ts";
import { otherProofs } from "./proofs.ts";
import type { Letter, Requirement } from "./requirements.ts";
import { requirements } from "./requirements.ts";
import type { Shipped } from "./shipped.ts";

/** One row of the register with all that stands behind it. */
export interface MatrixRow {
  readonly requirement: Requirement;
  /** Resource types, of each list any one. */
  readonly infrastructure: readonly string[];
  readonly rules: readonly string[];
  readonly config: readonly string[];
  readonly parity: boolean;
  /** Kinds of trial whose records are asked for. */
  readonly trials: readonly KindName[];
  readonly workflows: readonly string[];
  readonly documents: readonly string[];
  /** Test files that name the row. */
  readonly tests: readonly string[];
}

export interface MatrixSources {
  readonly rules: readonly RuleText[];
  readonly shipped: Shipped;
  /** Texts of the tests by file. */
  readonly tests: ReadonlyMap<string, string>;
}

/** The register joined with what serves it: only what is really there counts, a chapter nobody wrote does not. */
export function matrixOf({ rules, shipped, tests }: MatrixSources): readonly MatrixRow[] {
  const citing = citationsIn(tests);
  return requirements.map((requirement) => {
    const { id } = requirement;
    const {
      infrastructure = [],
      config = [],
      parity = false,
      documents = [],
      workflow,
    } = otherProofs[id] ?? {};
    return {
      requirement,
      infrastructure: infrastructure.map((types) => [types].flat().join(" or ")),
      rules: rules.filter((rule) => rule.requirements.includes(id)).map((rule) => rule.id),
      config,
      parity,
      trials: exercises[id] ?? [],
      workflows: workflow && Object.hasOwn(shipped.workflows, workflow.file) ? [workflow.file] : [],
      documents: documents.filter((chapter) => shipped.chapters.includes(chapter)),
      tests: citing.get(id) ?? [],
    };
  });
}

function citationsIn(tests: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [file, text] of [...tests].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const id of new Set(text.match(/\b[GCPWK]\d{2}\b/g) ?? []))
      found.set(id, [...(found.get(id) ?? []), file]);
  return found;
}

/** Whether something stands in the cell that a letter demands. */
export function filled(row: MatrixRow, letter: Letter): boolean {
  switch (letter) {
    case "I":
      return row.infrastructure.length > 0;
    case "P":
      return row.rules.length > 0 || row.config.length > 0 || row.parity;
    case "C":
      return row.trials.length > 0;
    case "W":
      return row.workflows.length > 0;
    case "D":
      return row.documents.length > 0;
  }
}

/** The cells that are demanded and empty: `K09 C`, `K09 tests`. */
export const gapsIn = (matrix: readonly MatrixRow[]): readonly string[] =>
  matrix.flatMap((row) => [
    ...row.requirement.metBy
      .filter((letter) => !filled(row, letter))
      .map((letter) => `${row.requirement.id} ${letter}`),
    ...(row.tests.length === 0 ? [`${row.requirement.id} tests`] : []),
  ]);

/** What makes a record of a kind, and for how long it counts. */
export function trialWords(name: KindName): { readonly command: string; readonly counts: string } {
  const { command, bound, maxAgeDays } = kindOf(name);
  const [typed] = command.replace("{stack}", "STACK").replace("{subject}", "SUBJECT").split(" --yes");
  const days = maxAgeDays === 1 ? "a day" : `${maxAgeDays} days`;
  return { command: typed ?? command, counts: bound === "release" ? `this release, ${days}` : days };
}
