import type { z } from "zod";
import type { Finding, Path } from "../finding.ts";
import { allowed } from "./allowed.ts";
import { describe, shownKey } from "./describe.ts";
import { valueAt } from "./leaves.ts";
import { meant, nearest } from "./nearest.ts";
import { bare, definition, namesOf, optionFor, type Schema, schemaAt, shapeOf } from "./schema-walk.ts";

type Issue = z.core.$ZodIssue;

/** zod's issues as findings: each says where, what was found, what is allowed, and what was probably meant. */
export function findingsOf(issues: readonly Issue[], root: Schema, written: unknown): readonly Finding[] {
  const found = issues.flatMap((issue) => fromIssue(issue, [], root, written));
  return found.filter((finding) => !isMisspelt(finding, found, root, written));
}

function fromIssue(issue: Issue, base: Path, root: Schema, written: unknown): readonly Finding[] {
  const path: Path = [...base, ...issue.path.map((key) => (typeof key === "number" ? key : String(key)))];
  const value = valueAt(written, path);
  const schema = schemaAt(root, path, written);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysAt(root, path, written);
      return issue.keys.map((key) => ({
        path: [...path, key],
        found: `an unknown key "${shownKey(key)}"`,
        allowed: known.join(", ") || "no key",
        ...meant(key, known),
      }));
    }
    case "invalid_union": {
      const best = issue.errors.length > 0 && chosenBranch(issue, schema, value);
      if (best) return best.flatMap((one) => fromIssue(one, path, root, written));
      return [noOption(issue, path, schema, value)];
    }
    case "invalid_key":
      return [
        {
          path,
          found: `the name "${shownKey(String(path.at(-1)))}"`,
          allowed: issue.issues[0]?.message ?? "another name",
        },
      ];
    case "invalid_value":
      return [
        {
          path,
          found: describe(value, path),
          allowed: issue.values.map(String).join(" | "),
          ...(typeof value === "string" ? meant(value, issue.values.map(String)) : {}),
        },
      ];
    case "custom":
    case "invalid_format":
      return [{ path, found: describe(value, path), allowed: issue.message }];
    default:
      return [{ path, found: describe(value, path), allowed: schema ? allowed(schema) : issue.message }];
  }
}

/** A choice of which no option was taken: by its discriminator, or by the key that names the option. */
function noOption(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  schema: Schema | undefined,
  value: unknown,
): Finding {
  const found = describe(value, path);
  if ("options" in issue && issue.options) {
    const options = issue.options.map(String);
    return {
      path,
      found,
      allowed: options.join(" | "),
      ...(typeof value === "string" ? meant(value, options) : {}),
    };
  }
  const def = schema && definition(bare(schema));
  const names =
    def?.type === "union" ? def.options.flatMap((option) => Object.keys(shapeOf(option) ?? {})) : [];
  const [first] = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return {
    path,
    found,
    allowed: schema ? allowed(schema) : names.join(", "),
    ...(first ? meant(first, names) : {}),
  };
}

/** The branch of a plain union that the writer was in: the one that names a key which is there. */
function chosenBranch(
  issue: z.core.$ZodIssueInvalidUnion,
  schema: Schema | undefined,
  value: unknown,
): readonly Issue[] | undefined {
  if (!schema) return undefined;
  const option = optionFor(bare(schema), value);
  return issue.errors.find(
    (branch) => option !== undefined && !branch.some((one) => isAbsent(one, value, option)),
  );
}

/** A branch that misses a key which the chosen option does not have is another option's branch. */
const isAbsent = (issue: Issue, value: unknown, option: Schema): boolean =>
  issue.path.length === 1 &&
  valueAt(value, [String(issue.path[0])]) === undefined &&
  !Object.hasOwn(shapeOf(option) ?? {}, String(issue.path[0]));

/** A missing key is not worth a second line where a misspelling of it stands beside it. */
function isMisspelt(finding: Finding, all: readonly Finding[], root: Schema, written: unknown): boolean {
  if (finding.found !== "nothing") return false;
  const parent = finding.path.slice(0, -1);
  const known = keysAt(root, parent, written);
  return all.some(
    ({ found, path }) =>
      found.startsWith("an unknown key") &&
      path.length === finding.path.length &&
      parent.every((key, index) => key === path[index]) &&
      nearest(String(path.at(-1)), known) === finding.path.at(-1),
  );
}

function keysAt(root: Schema, path: Path, written: unknown): readonly string[] {
  const schema = schemaAt(root, path, written);
  if (!schema) return [];
  const chosen = optionFor(bare(schema), valueAt(written, path)) ?? schema;
  return Object.keys(shapeOf(chosen) ?? {}).concat(namesOf(chosen));
}
