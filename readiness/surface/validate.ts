import { Validator } from "@seriousme/openapi-schema-validator";
import type { Path } from "../../config/finding.ts";
import type { Json } from "./json.ts";
import { pointer } from "./refs.ts";

interface Violation {
  readonly path: Path;
  readonly found: string;
  readonly allowed: string;
}

/**
 * One for all documents: it keeps the compiled schema of each OpenAPI version. Those schemas come with the package: to hold
 * them against their own schema, and to polish what they compile to, is half of the time.
 */
const validator = new Validator({ allErrors: true, validateSchema: false, code: { optimize: false } });
type Failure = Exclude<Awaited<ReturnType<typeof validator.validate>>["errors"], string | undefined>[number];

/** Where a document breaks OpenAPI's own schema; of a chain of errors the one that says most. */
export async function violations(document: Json): Promise<readonly Violation[]> {
  const { errors } = await validator.validate({ ...document });
  if (!Array.isArray(errors)) return []; // text: about references, which are told in full elsewhere
  const kept = errors.filter(({ keyword }) => !chains.has(keyword));
  const told = (kept.length > 0 ? kept : errors).filter(
    ({ instancePath, keyword }, _, all) =>
      keyword !== "unevaluatedProperties" ||
      !all.some((other) => other.instancePath.startsWith(`${instancePath}/`)),
  );
  const all = told.map((failure) => ({
    path: pathTo(document, failure.instancePath),
    found: words(failure),
    allowed: [failure.params.allowedValues ?? []].flat().join(", ") || "what the OpenAPI specification says",
  }));
  return [...new Map(all.map((one) => [`${one.path.join("/")} ${one.found}`, one])).values()];
}

/** They say only that something inside of them failed, which is told itself. */
const chains = new Set(["if", "oneOf", "anyOf", "allOf"]);

function words({ keyword, message, params }: Failure): string {
  if (keyword === "required") return `no "${params.missingProperty}"`;
  const stray = params.unevaluatedProperty ?? params.additionalProperty;
  return stray === undefined ? `what ${message ?? "is wrong"}` : `"${stray}", which does not belong here`;
}

/** Places in a list are numbers. */
function pathTo(document: Json, text: string): Path {
  let at: unknown = document;
  return pointer(text).map((key) => {
    const place = Array.isArray(at) ? Number(key) : key;
    at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
    return place;
  });
}
