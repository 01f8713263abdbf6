import { canonical, isJson, jsonAt, listAt } from "../json.ts";
import { isNamed, type Resolve } from "../refs.ts";
import type { Breach } from "./pair.ts";
import { type View, viewsOf } from "./view.ts";

interface Place {
  readonly at: string;
  readonly schema: unknown;
}

/**
 * Where schemas let anything through (K26). What many operations use under a name, or in the same words, is looked into once:
 * large documents would otherwise be walked anew for each operation, and say the same of each.
 */
export class CatchAlls {
  readonly #resolve: Resolve;
  readonly #told = new Set<string>();

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  in(schema: unknown): readonly Breach[] {
    const found = new Map<string, Breach>();
    const seen = new Set<string>();
    const open: Place[] = [{ at: "", schema }];
    for (let place = open.shift(); place; place = open.shift()) {
      const { at, schema: one } = place;
      const words = canonical(one);
      if (seen.has(words) || this.#told.has(words)) continue;
      const views = viewsOf(one, this.#resolve);
      const said = views.flatMap(judged);
      (isNamed(one) || said.length === 0 ? this.#told : seen).add(words);
      for (const says of said) found.set(`${at} ${says}`, { at, says });
      open.push(...views.flatMap(inside).map((part) => ({ at: at + part.at, schema: part.schema })));
    }
    return [...found.values()];
  }
}

const inside = ({ properties, items, additional, limits }: View): readonly Place[] => [
  ...[...properties].map(([name, schema]) => ({ at: `.${name}`, schema })),
  ...(isSchema(items) ? [{ at: "[]", schema: items }] : []),
  ...listAt(limits, "prefixItems").map((schema, index) => ({ at: `[${index}]`, schema })),
  ...(isSchema(additional) ? [{ at: "[*]", schema: additional }] : []),
  ...Object.values(jsonAt(limits, "patternProperties")).map((schema) => ({ at: "[*]", schema })),
];

const types = ["array", "boolean", "integer", "null", "number", "object", "string"];
const isSchema = (value: unknown): boolean => isJson(value) && Object.keys(value).length > 0;

function judged({ type, properties, additional, items, limits }: View): readonly string[] {
  if ("enum" in limits) return [];
  if (type === undefined) return ["its schema lets anything through"];
  if (!types.includes(type)) return [`its type "${type}" is none that JSON Schema knows`];
  if (type === "array") return isSchema(items) || "prefixItems" in limits ? [] : ["it is a list of anything"];
  if (type !== "object") return [];
  const open = additional === true || (isJson(additional) && !isSchema(additional));
  if (open) return ["it takes any property beside those that it names"];
  const named = properties.size > 0 || "patternProperties" in limits;
  return named || additional !== undefined ? [] : ["it is an object without named properties"];
}
