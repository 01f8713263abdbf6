import { canonical, sha256 } from "../../evidence/canonical.ts";
import { DependencyFailed } from "../errors.ts";
import { nameOf } from "../program/urn.ts";
import type { EngineStep, Told } from "./events.ts";
import { loosened } from "./loosening.ts";

export const kinds = ["create", "update", "replace", "delete"] as const;
export type Kind = (typeof kinds)[number];

/** What happens to one resource. */
export interface Change {
  readonly kind: Kind;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The properties that differ. */
  readonly properties: readonly string[];
  /** Of these, the ones that AWS cannot change in place. */
  readonly because: readonly string[];
  readonly protected: boolean;
  /** The engine would only forget it: it stays in AWS, and nobody looks after it. */
  readonly forgotten: boolean;
  /** What an update takes away although the resource stays, each as a sentence. */
  readonly loosens: readonly string[];
  /** Of all that is asked for. */
  readonly digest: string;
}

/** The engine's words (pkg/resource/deploy/step.go) in ours; `undefined` changes nothing. */
const meaning: Readonly<Record<string, Kind | undefined>> = {
  same: undefined,
  read: undefined,
  refresh: undefined,
  "read-discard": undefined,
  create: "create",
  import: "create",
  update: "update",
  replace: "replace",
  "create-replacement": "replace",
  "read-replacement": "replace",
  "import-replacement": "replace",
  "delete-replaced": "replace",
  "discard-replaced": "replace",
  "remove-pending-replace": "replace",
  delete: "delete",
  discard: "delete",
};

/** @throws DependencyFailed for a step that an engine newer than this file takes: it could be a deletion */
export function kindOf(op: string): Kind | undefined {
  if (!Object.hasOwn(meaning, op))
    throw new DependencyFailed(`the engine speaks of a step "${op}", which golive does not know: not judged`);
  return meaning[op];
}

/** One change a resource, by URN: a replacement is several steps; what the engine stopped at before would be deleted. */
export function planOf({ planned, stoppedAt }: Pick<Told, "planned" | "stoppedAt">): readonly Change[] {
  const seen = new Set(planned.map(({ urn }) => urn));
  const stopped = [...new Set(stoppedAt)].filter((urn) => !seen.has(urn)).map(deletionOf);
  const changing = [...planned, ...stopped].filter(({ op }) => kindOf(op) !== undefined);
  return [...Map.groupBy(changing, ({ urn }) => urn)]
    .map(([urn, own]) => changeOf(urn, own))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

const deletionOf = (urn: string): EngineStep => ({
  op: "delete",
  urn,
  type: urn.split("::")[2]?.split("$").at(-1) ?? "",
  keys: [],
  diffs: [],
  old: { protect: true, retainOnDelete: false, inputs: {} },
  new: undefined,
});

function changeOf(urn: string, steps: readonly EngineStep[]): Change {
  const found = new Set(steps.map(({ op }) => kindOf(op)));
  // A resource that moves to another name is deleted under the old one; a deletion is never hidden by another step.
  const kind = (["delete", "replace", "update", "create"] as const).find((one) => found.has(one)) ?? "update";
  const all = (pick: (step: EngineStep) => readonly string[]) => [...new Set(steps.flatMap(pick))].sort();
  const said = {
    kind,
    urn,
    properties: all(({ diffs }) => diffs),
    because: all(({ keys }) => keys),
  };
  const asked = steps.map(({ op, new: wanted }) => [op, op.startsWith("delete") ? null : wanted?.inputs]);
  return {
    ...said,
    type: steps[0]?.type ?? "",
    name: nameOf(urn),
    protected: steps.some(({ old }) => old?.protect === true),
    forgotten: steps.some(({ old }) => old?.retainOnDelete === true),
    loosens: kind === "update" ? all(loosensOf) : [],
    digest: sha256(canonical({ ...said, asked: asked.map((one) => canonical(one)).sort() })),
  };
}

const loosensOf = ({ type, old, new: wanted }: EngineStep): readonly string[] =>
  loosened(type, old?.inputs ?? {}, wanted?.inputs ?? {});

/** The same for the same plan, in whatever order the engine came to its parts. */
export const digestOf = (plan: readonly Pick<Change, "urn" | "digest">[]): string =>
  sha256(canonical(plan.map(({ urn, digest }) => [urn, digest])));
