import type { Path } from "../../config/finding.ts";
import { isJson, type Json } from "./json.ts";

/** Follows `$ref` to what it names in the same document; what ends nowhere has been refused when it was read. */
export type Resolve = (node: unknown) => Json;

export const resolving =
  (document: Json): Resolve =>
  (node) => {
    const seen = new Set<string>();
    let at = node;
    while (isJson(at) && typeof at.$ref === "string" && !seen.has(at.$ref)) {
      seen.add(at.$ref);
      at = pointed(document, at.$ref);
    }
    return isJson(at) && typeof at.$ref !== "string" ? at : {};
  };

/** Whether something stands elsewhere in the document, under a name. */
export const isNamed = (node: unknown): boolean => isJson(node) && typeof node.$ref === "string";

/** What `#/components/schemas/Company` names (RFC 6901), if anything. */
function pointed(document: Json, ref: string): unknown {
  if (!ref.startsWith("#/")) return undefined;
  return pointer(ref).reduce<unknown>(
    (at, key) =>
      (isJson(at) || Array.isArray(at)) && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined,
    document,
  );
}

/** The keys of a JSON pointer, also of one in a URI's fragment. */
export const pointer = (text: string): readonly string[] =>
  text
    .replace(/^#/, "")
    .split("/")
    .slice(1)
    .map((key) => unescaped(key).replaceAll("~1", "/").replaceAll("~0", "~"));

function unescaped(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** Keys below which a document holds data of the product's own, in which `$ref` is a word like others. */
const data = new Set(["example", "examples", "default", "enum", "const"]);

/** References that this reader cannot follow: into other files, to nothing, or by a name that depends on the way there. */
export function brokenRefs(document: Json): readonly { readonly path: Path; readonly ref: string }[] {
  const found: { path: Path; ref: string }[] = [];
  const visit = (node: unknown, path: Path): void => {
    if (Array.isArray(node)) for (const [index, part] of node.entries()) visit(part, [...path, index]);
    if (!isJson(node)) return;
    for (const [key, part] of Object.entries(node)) {
      const at = [...path, key];
      if ((key === "$ref" || key === "$dynamicRef") && typeof part === "string") {
        if (key === "$dynamicRef" || !isJson(pointed(document, part))) found.push({ path: at, ref: part });
      } else if (!data.has(key) && !key.startsWith("x-")) visit(part, at);
      else if (data.has(key) && path.at(-1) === "properties") visit(part, at); // a property of that name
    }
  };
  visit(document, []);
  return found;
}
