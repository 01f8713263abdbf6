import { canonical, isJson, type Json, jsonAt, listAt } from "../json.ts";
import type { Resolve } from "../refs.ts";
import { together } from "./limits.ts";

/** One thing that a schema lets through: it has one type at most, and no alternatives are left in it. */
export interface View {
  /** Absent: any type. */
  readonly type?: string;
  readonly properties: ReadonlyMap<string, unknown>;
  readonly required: ReadonlySet<string>;
  /** `undefined`: nothing is said of properties without a name. */
  readonly additional: unknown;
  readonly items: unknown;
  /** All other keywords that narrow. */
  readonly limits: Json;
}

/** Keywords that say nothing about what is let through, or that a view says otherwise. */
// biome-ignore format: a list of words
const elsewhere = new Set([
  "type", "nullable", "properties", "required", "additionalProperties", "unevaluatedProperties", "items",
  "allOf", "anyOf", "oneOf", "$ref", "const", "title", "description", "default", "example", "examples",
  "deprecated", "readOnly", "writeOnly", "discriminator", "externalDocs", "xml", "$comment", "$schema", "$id",
  "$defs", "$anchor", "contentMediaType", "contentEncoding", "contentSchema",
]);

/**
 * The alternatives of a schema, each with all that holds for it: `allOf` and `$ref` are taken together, `oneOf`, `anyOf`, several
 * types and `nullable` apart. Inside of properties the schemas stay as they are written, so that circles end somewhere.
 */
export function viewsOf(schema: unknown, resolve: Resolve): readonly View[] {
  return alternatives(schema, resolve, new Set()).filter(possible).map(merged).filter(hasValues);
}

const hasValues = ({ limits }: View): boolean => !(Array.isArray(limits.enum) && limits.enum.length === 0);

/** A text cannot be null at the same time; a whole number is a number. */
const possible = (parts: readonly Json[]): boolean =>
  new Set(parts.flatMap(({ type }) => (type === undefined ? [] : [type === "integer" ? "number" : type])))
    .size <= 1;

/** Each alternative is the list of the plain schemas that hold together. */
function alternatives(
  schema: unknown,
  resolve: Resolve,
  way: ReadonlySet<string>,
): readonly (readonly Json[])[] {
  if (schema === false) return [];
  if (!isJson(schema)) return [[{}]];
  const ref = typeof schema.$ref === "string" ? schema.$ref : undefined;
  if (ref !== undefined && way.has(ref)) return [[{}]]; // it says of itself only that it is itself
  const on = ref === undefined ? way : new Set([...way, ref]);
  const parts = [
    ...(ref === undefined ? [] : [alternatives(resolve(schema), resolve, on)]),
    ...listAt(schema, "allOf").map((one) => alternatives(one, resolve, on)),
    ...["oneOf", "anyOf"].flatMap((key) => {
      const list = listAt(schema, key);
      return list.length === 0 ? [] : [list.flatMap((one) => alternatives(one, resolve, on))];
    }),
    typesOf(schema).map((type) => [{ ...schema, type }]),
  ];
  return parts.reduce<readonly (readonly Json[])[]>(
    (all, part) => all.flatMap((one) => part.map((other) => [...one, ...other])),
    [[]],
  );
}

function typesOf(schema: Json): readonly unknown[] {
  const types = [schema.type ?? inferred(schema)].flat();
  return schema.nullable === true && types[0] !== undefined ? [...types, "null"] : types;
}

const inferred = (schema: Json): string | undefined => {
  if (isJson(schema.properties) || schema.additionalProperties !== undefined) return "object";
  return schema.items === undefined ? undefined : "array";
};

function merged(parts: readonly Json[]): View {
  const types = parts.flatMap(({ type }) => (typeof type === "string" ? [type] : []));
  const names = new Set(parts.flatMap((part) => Object.keys(jsonAt(part, "properties"))));
  const closed = parts.some(
    (part) => part.additionalProperties === false || part.unevaluatedProperties === false,
  );
  return {
    ...(types[0] === undefined ? {} : { type: types.includes("integer") ? "integer" : types[0] }),
    properties: new Map(
      [...names].map((name) => [name, allOf(parts.map((part) => jsonAt(part, "properties")[name]))]),
    ),
    required: new Set(parts.flatMap((part) => listAt(part, "required").map(String))),
    additional: closed ? false : allOf(parts.map((part) => part.additionalProperties)),
    items: allOf(parts.map((part) => part.items)),
    limits: parts.map((part) => limitsOf(part, types[0])).reduce(together, {}),
  };
}

function limitsOf(part: Json, type: string | undefined): Json {
  const limits = Object.entries(part).filter(([key]) => !elsewhere.has(key) && !key.startsWith("x-"));
  const values = "const" in part ? [part.const] : part.enum;
  return {
    ...Object.fromEntries(limits),
    ...(Array.isArray(values) ? { enum: values.filter((one) => type === undefined || isOf(type, one)) } : {}),
  };
}

function isOf(type: string, value: unknown): boolean {
  if (value === null || Array.isArray(value)) return type === (value === null ? "null" : "array");
  return typeof value === (type === "integer" ? "number" : type);
}

/** What holds together, once each: so circles through `allOf` come back to the same words. */
function allOf(schemas: readonly unknown[]): unknown {
  const once = [
    ...new Map(
      schemas
        .filter((one) => one !== undefined)
        .flatMap((one) => (isJson(one) && Object.keys(one).join() === "allOf" ? listAt(one, "allOf") : [one]))
        .map((one) => [canonical(one), one]),
    ).values(),
  ];
  return once.length > 1 ? { allOf: once } : once[0];
}
