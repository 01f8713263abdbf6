import type { ResourceShape } from "../evaluation/order.ts";
import { unknownValue } from "../program/recording.ts";

/** What the map says where the plan does not tell. */
export const notProven = "not proven";

/** One resource, read without ever throwing: what is unknown or absent reads as `undefined`. */
export interface Facts {
  readonly type: string;
  readonly name: string;
  text(...path: readonly (string | number)[]): string | undefined;
  number(...path: readonly (string | number)[]): number | undefined;
  list(...path: readonly (string | number)[]): readonly unknown[];
  flag(...path: readonly (string | number)[]): boolean | undefined;
  /** Names of the resources that a property was computed from. */
  uses(property: string): readonly string[];
}

/** A stack's resources, as the map asks for them. */
export interface Stack {
  all(...types: readonly string[]): readonly Facts[];
  /** The resources of a type that a property of `from` was computed from. */
  behind(from: Facts, property: string, type: string): readonly Facts[];
}

export function stackOf(shapes: readonly ResourceShape[]): Stack {
  const facts = shapes.map(factsOf);
  const all = (...types: readonly string[]) => facts.filter(({ type }) => types.includes(type));
  return {
    all,
    behind: (from, property, type) => all(type).filter(({ name }) => from.uses(property).includes(name)),
  };
}

/** Where a value stands inside of others; undefined where it is absent or not known before deploy. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  const found = path.reduce<unknown>(
    (inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
  return found === unknownValue ? undefined : found;
}

function factsOf({ type, name, values, uses }: ResourceShape): Facts {
  return {
    type,
    name,
    text: (...path) => textOf(at(values, ...path)),
    number: (...path) => numberOf(at(values, ...path)),
    list: (...path) => {
      const found = at(values, ...path);
      return Array.isArray(found) ? found : [];
    },
    flag: (...path) => {
      const found = at(values, ...path);
      return typeof found === "boolean" ? found : undefined;
    },
    uses: (property) => uses[property] ?? [],
  };
}

export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
export const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" ? value : undefined;

export const days = (count: number): string => `${count} day${count === 1 ? "" : "s"}`;
