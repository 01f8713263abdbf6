import { readFileSync } from "node:fs";
import type { Path } from "../../config/finding.ts";
import { type Mistake, mistakeIn } from "../../config/mistakes.ts";
import { readYaml } from "../../config/reading/yaml-file.ts";
import { isJson, type Json } from "./json.ts";
import { brokenRefs } from "./refs.ts";

export type Read<T> = { readonly read: T } | { readonly mistakes: readonly Mistake[] };

/** Reads an OpenAPI document, JSON or YAML; everything that is wrong with it is told, with its line. */
export async function readDocument(path: string, file: string): Promise<Read<Json>> {
  const text = readFileSync(path, "utf8");
  const yaml = readYaml(text);
  if ("findings" in yaml)
    return { mistakes: yaml.findings.map(({ at, ...finding }) => mistakeIn(file, finding, at)) };
  const { value } = yaml;
  const wrong = (path: Path, found: string, allowed: string): Mistake =>
    mistakeIn(file, { path, found, allowed }, yaml.position(path));
  const version = isJson(value) ? (value.openapi ?? value.swagger) : undefined;
  if (!isJson(value) || typeof version !== "string" || !/^3\.[012](\.|$)/.test(version)) {
    const word = isJson(value) && value.swagger !== undefined ? "swagger" : "openapi";
    return { mistakes: [wrong([word], said(version), "an OpenAPI document of version 3.0, 3.1 or 3.2")] };
  }
  // OpenAPI 3.1 takes a document of components alone: of an API it says nothing.
  if (value.paths === undefined) return { mistakes: [wrong(["paths"], "nothing", "what the API serves")] };
  const { violations } = await import("./validate.ts"); // a tenth of a second, only where a stack names documents
  const mistakes = [
    ...(await violations(value)).map(({ path, found, allowed }) => wrong(path, found, allowed)),
    ...brokenRefs(value).map(({ path, ref }) =>
      wrong(path, JSON.stringify(ref), "a $ref to something in this same document: #/components/…"),
    ),
  ];
  return mistakes.length > 0 ? { mistakes } : { read: value };
}

const said = (version: unknown): string =>
  typeof version === "string" ? `version ${JSON.stringify(version)}` : "no version";
