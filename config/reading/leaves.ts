import type { Path } from "../finding.ts";

export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Nothing that a stack file may say is nested deeper. */
const deepest = 64;

/** Every value of a structure that is neither list nor mapping, with the way to it. */
export function* leaves(root: unknown, at: Path = []): Generator<Leaf> {
  const waiting: Leaf[] = [{ path: at, value: root }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, value } = next;
    if (typeof value !== "object" || value === null) yield next;
    else if (path.length < deepest)
      for (const [key, inner] of Object.entries(value).reverse())
        waiting.push({ path: [...path, Array.isArray(value) ? Number(key) : key], value: inner });
  }
}

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
