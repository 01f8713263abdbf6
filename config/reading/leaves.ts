import type { Path } from "../finding.ts";

export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Nothing that a stack file may say is nested deeper. */
const deepest = 64;

/** Every value of a structure, lists and mappings too, with the way to it. */
export function* values(root: unknown): Generator<Leaf> {
  const waiting: Leaf[] = [{ path: [], value: root }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    const { path, value } = next;
    if (isStructure(value) && path.length < deepest)
      for (const [key, inner] of Object.entries(value).reverse())
        waiting.push({ path: [...path, Array.isArray(value) ? Number(key) : key], value: inner });
  }
}

/** Every value that is neither list nor mapping. */
export const leaves = (root: unknown): Iterable<Leaf> =>
  values(root).filter(({ value }) => !isStructure(value));

const isStructure = (value: unknown): value is object => typeof value === "object" && value !== null;

/** What stands at a path; undefined where nothing does. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    root,
  );
}

/** The last name on the way: a list's elements go by the list's name. */
export const nameOf = (path: Path): string =>
  path.findLast((key) => typeof key === "string")?.toString() ?? "";
