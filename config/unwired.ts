import type { Path } from "./finding.ts";
import { dotted } from "./reading/describe.ts";
import { type Schema, step, textsOf } from "./reading/schema-walk.ts";
import { shape } from "./schema.ts";

/** A key that a stack sets and that nothing reads yet; `what` will read it. */
export interface Unwired {
  readonly path: string;
  readonly what: string;
}

/** The keys of `written` that nothing reads yet. Give it what the stack file says: defaults set nothing. */
export const unwiredKeys = (written: unknown): readonly Unwired[] => walk(shape, written, []);

function walk(schema: Schema, value: unknown, path: Path): readonly Unwired[] {
  const what = textsOf(schema).notWiredYet;
  if (what !== undefined) return [{ path: dotted(path), what }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const at = Array.isArray(value) ? Number(key) : key;
    const next = inside === undefined ? undefined : step(schema, at, value);
    return next ? walk(next, inside, [...path, at]) : [];
  });
}
