import type { z } from "zod";
import { globalRegistry } from "zod";
import type { Path } from "../finding.ts";

export type Schema = z.core.$ZodType;

/** The texts a schema carries; wrappers (optional, default) pass on what is inside them. */
export interface Texts {
  readonly description?: string;
  readonly allowed?: string;
}

/** A schema's definition, discriminated by `type`: zod's own way to walk one. */
export const definition = (schema: Schema): z.core.$ZodTypes["_zod"]["def"] =>
  (schema as z.core.$ZodTypes)._zod.def;

/** What an optional, default, prefault, nullable or read-only wrapper holds. */
export function inner(schema: Schema): Schema | undefined {
  const def = definition(schema);
  return "innerType" in def ? def.innerType : undefined;
}

/** The schema itself, without wrappers. */
export function bare(schema: Schema): Schema {
  const inside = inner(schema);
  return inside ? bare(inside) : schema;
}

export function textsOf(schema: Schema): Texts {
  const inside = inner(schema);
  return { ...(inside ? textsOf(inside) : {}), ...(globalRegistry.get(schema) as Texts | undefined) };
}

/** Which option of a union a value chose: by the discriminator where there is one, else by a key they share. */
export function optionFor(union: Schema, value: unknown): Schema | undefined {
  const def = definition(union);
  if (def.type !== "union" || typeof value !== "object" || value === null) return undefined;
  const key = discriminatorOf(def);
  return def.options.find((option) => {
    const shape = shapeOf(option);
    if (!shape) return false;
    if (key === undefined) return Object.keys(shape).some((name) => Object.hasOwn(value, name));
    const literal = shape[key] && definition(shape[key]);
    return literal?.type === "literal" && literal.values.some((one) => one === Reflect.get(value, key));
  });
}

export const discriminatorOf = (def: object): string | undefined =>
  "discriminator" in def && typeof def.discriminator === "string" ? def.discriminator : undefined;

export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const def = definition(bare(schema));
  return def.type === "object" ? def.shape : undefined;
}

/** The names that a record may have, where it may have only some. */
export function namesOf(schema: Schema): readonly string[] {
  const def = definition(bare(schema));
  const names = def.type === "record" ? definition(def.keyType) : undefined;
  return names?.type === "enum" ? Object.values(names.entries).map(String) : [];
}

/** The schema one step further down, following what `value` chose where there is a choice. */
export function step(schema: Schema, key: string | number, value: unknown): Schema | undefined {
  const def = definition(bare(schema));
  switch (def.type) {
    case "object":
      return Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
    case "record":
      return def.valueType;
    case "array":
      return def.element;
    case "union": {
      const option = optionFor(bare(schema), value);
      return option && step(option, key, value);
    }
    default:
      return undefined;
  }
}

/** The schema that a path of `value` is held to. */
export function schemaAt(root: Schema, path: Path, value: unknown): Schema | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return root;
  const next = step(root, key, value);
  const inside = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return next && schemaAt(next, rest, inside);
}
