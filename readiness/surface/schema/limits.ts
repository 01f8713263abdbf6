import { canonical, type Json } from "../json.ts";

type Within = (inner: unknown, outer: unknown) => boolean;

const atMost: Within = (inner, outer) => Number(inner) <= Number(outer);
const atLeast: Within = (inner, outer) => Number(inner) >= Number(outer);
const same: Within = (inner, outer) => canonical(inner) === canonical(outer);

/** Formats whose values all have the other format too. */
const wider: Readonly<Record<string, string>> = { int32: "int64", float: "double" };

/** When what one limit lets through, the other does too; keywords that are not here must say the same. */
const within: Readonly<Record<string, Within>> = {
  maximum: atMost,
  exclusiveMaximum: atMost,
  maxLength: atMost,
  maxItems: atMost,
  maxProperties: atMost,
  minimum: atLeast,
  exclusiveMinimum: atLeast,
  minLength: atLeast,
  minItems: atLeast,
  minProperties: atLeast,
  multipleOf: (inner, outer) => Number.isInteger(Number(inner) / Number(outer)),
  format: (inner, outer) => inner === outer || wider[String(inner)] === outer,
  enum: (inner, outer) => missingFrom(outer, inner).length === 0,
};

/** Limits that say nothing: what they are when they are absent. */
const nothing: Readonly<Record<string, unknown>> = {
  minLength: 0,
  minItems: 0,
  minProperties: 0,
  uniqueItems: false,
  exclusiveMaximum: false, // OpenAPI 3.0 says it beside `maximum`
  exclusiveMinimum: false,
};

/** The keywords of `outer` that `inner` may break. */
export const broken = (inner: Json, outer: Json): readonly string[] =>
  Object.entries(outer)
    .filter(([key, limit]) => nothing[key] !== limit)
    .filter(([key, limit]) => inner[key] === undefined || !(within[key] ?? same)(inner[key], limit))
    .map(([key]) => key);

/** What two schemas ask for at once. Where nobody can say it in one word, both stand beside each other. */
export function together(one: Json, other: Json): Json {
  const shared = Object.keys(other).filter((key) => one[key] !== undefined);
  return {
    ...one,
    ...other,
    ...Object.fromEntries(shared.map((key) => [key, narrower(key, one[key], other[key])])),
  };
}

function narrower(key: string, one: unknown, other: unknown): unknown {
  if (key === "enum") return [one].flat().filter((value) => missingFrom(other, value).length === 0);
  if (same(one, other)) return one;
  if (within[key] === atMost) return Math.min(Number(one), Number(other));
  if (within[key] === atLeast) return Math.max(Number(one), Number(other));
  return [one, other].flat().sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

/** Values of an enumeration that another does not have. */
export function missingFrom(list: unknown, values: unknown): readonly unknown[] {
  const known = new Set([list].flat().map(canonical));
  return [values].flat().filter((value) => !known.has(canonical(value)));
}
