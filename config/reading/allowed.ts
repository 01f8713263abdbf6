import { ZodNumber } from "zod";
import { bare, definition, discriminatorOf, type Schema, shapeOf, textsOf } from "./schema-walk.ts";

const quoted = (values: readonly unknown[]): string => values.map(String).join(" | ");

/** What a schema takes, in words. */
export function allowed(schema: Schema): string {
  const { allowed: words } = textsOf(schema);
  const def = definition(bare(schema));
  const nullable = takesNull(schema) ? " or null" : "";
  return `${words ?? inWords(bare(schema), def)}${nullable}`;
}

function inWords(schema: Schema, def: ReturnType<typeof definition>): string {
  switch (def.type) {
    case "string":
      return "text; quote numbers and true/false";
    case "number":
      return number(schema);
    case "boolean":
      return "true | false";
    case "literal":
      return quoted(def.values);
    case "enum":
      return quoted(Object.values(def.entries));
    case "array":
      return `a list${entries(def.checks ?? [])}; each entry: ${allowed(def.element)}`;
    case "record":
      return `a mapping; each name: ${allowed(def.keyType)}`;
    case "object":
      return `a mapping with ${Object.keys(def.shape).join(", ")}`;
    case "union":
      return union(def.options, discriminatorOf(def));
    default:
      return def.type;
  }
}

/** How many entries a list may have, from its own checks. */
function entries(checks: readonly { readonly _zod: { readonly def: object } }[]): string {
  const bound = (name: "minimum" | "maximum") => {
    const found = checks
      .map(({ _zod: { def } }) => Reflect.get(def, name))
      .find((value) => typeof value === "number");
    return typeof found === "number" ? found : undefined;
  };
  const [least, most] = [bound("minimum"), bound("maximum")];
  if (most !== undefined) return ` of ${least ?? 0}–${most}`;
  return least === undefined ? "" : ` of at least ${least}`;
}

function number(schema: Schema): string {
  if (!(schema instanceof ZodNumber)) return "a number";
  const { minValue, maxValue, isInt } = schema;
  const kind = isInt ? "a whole number" : "a number";
  return minValue !== null && maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER
    ? `${kind}, ${minValue}–${maxValue}`
    : `${kind}${minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? `, at least ${minValue}` : ""}`;
}

function union(options: readonly Schema[], discriminator: string | undefined): string {
  if (discriminator === undefined)
    return `a mapping with ${options.map((option) => Object.keys(shapeOf(option) ?? {}).join(", ")).join(", or ")}`;
  const kinds = options
    .map((option) => shapeOf(option)?.[discriminator])
    .filter((kind) => kind !== undefined);
  return `a mapping with ${discriminator}: ${kinds.map(allowed).join(" | ")}`;
}

function takesNull(schema: Schema): boolean {
  const def = definition(schema);
  return def.type === "nullable" || ("innerType" in def && takesNull(def.innerType));
}
