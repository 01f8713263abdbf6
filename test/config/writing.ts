import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Path } from "../../config/finding.ts";
import type { Mistake } from "../../config/mistakes.ts";
import { parseStackFile } from "../../config/stack-file.ts";

export const root = join(import.meta.dirname, "../..");

/** Every stack file that ships, relative to the root. */
export const shipped: readonly string[] = [
  "",
  "examples/local-seo/",
  "examples/dashboards/",
  "examples/wallet/",
  "examples/analytics/",
].flatMap((folder) => [`${folder}Pulumi.production.yaml`, `${folder}Pulumi.staging.yaml`]);

export const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

type Mapping = { [key: string]: unknown };

/** A shipped stack file as plain values, to be broken by a test. */
export const written = (stack = "production"): { config: { [key: string]: Mapping } } =>
  parse(textOf(`Pulumi.${stack}.yaml`));

/** What the reader says of a text. */
export function mistakesIn(text: string, stack = "production"): readonly Mistake[] {
  const read = parseStackFile(text, { file: `Pulumi.${stack}.yaml`, stack, project: "golive" });
  return "mistakes" in read ? read.mistakes : [];
}

/** What the reader says of a shipped stack in which one value is changed; `undefined` takes the key away. */
export function mistakesWith(path: Path, value: unknown, stack = "production"): readonly Mistake[] {
  const file = written(stack);
  change(file, ["config", "golive:platform", ...path], value);
  return mistakesIn(
    stringify(file, { aliasDuplicateObjects: false, defaultStringType: "QUOTE_DOUBLE" }),
    stack,
  );
}

/** The same, as short lines. */
export const saidOf = (path: Path, value: unknown, stack?: string): readonly string[] =>
  mistakesWith(path, value, stack).map(({ path: at, found, allowed, hint }) =>
    [`${at}: ${found}`, allowed, hint].filter(Boolean).join(" · "),
  );

export function change(target: unknown, path: Path, value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined || typeof target !== "object" || target === null)
    throw new Error(`nothing at ${String(key)}`);
  if (rest.length > 0) {
    if (Reflect.get(target, key) === undefined) Reflect.set(target, key, {});
    change(Reflect.get(target, key), rest, value);
  } else if (value === undefined) Reflect.deleteProperty(target, key);
  else Reflect.set(target, key, value);
}

/** The shipped database on the other engine. */
export function aurora(settings: object): object {
  const of = written().config["golive:platform"]?.database ?? {};
  const same = Object.entries(of).filter(([key]) => !/^(instanceClass|storageGiB|maxStorageGiB)$/.test(key));
  return {
    ...Object.fromEntries(same),
    engine: "aurora-postgresql",
    capacity: { min: 1, max: 8 },
    ...settings,
  };
}
