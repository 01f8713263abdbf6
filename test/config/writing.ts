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
  "examples/product/",
].flatMap((folder) => [`${folder}Pulumi.production.yaml`, `${folder}Pulumi.staging.yaml`]);

export const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

type Mapping = { [key: string]: unknown };

type Written = { config: { [key: string]: Mapping } };
const parsed = new Map<string, Written>();

/** A shipped stack file as plain values, to be broken by a test: a copy each time of what is parsed once. */
export function written(stack = "production"): Written {
  const file: Written = parsed.get(stack) ?? parse(textOf(`Pulumi.${stack}.yaml`));
  parsed.set(stack, file);
  return structuredClone(file);
}

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

/** What is said of the shipped production file after several changes. */
export function saidAfter(...changes: readonly (readonly [path: Path, value: unknown])[]): readonly string[] {
  const file = written();
  for (const [path, value] of changes) change(file, ["config", "golive:platform", ...path], value);
  return mistakesIn(stringify(file, { aliasDuplicateObjects: false, defaultStringType: "QUOTE_DOUBLE" })).map(
    ({ path, found, allowed }) => `${path}: ${found} · ${allowed}`,
  );
}

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

/** One more service that serves, with nothing wrong. */
export const web = (settings: object): object => ({
  kind: "web",
  image: { digest: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/web@sha256:${"0".repeat(64)}` },
  size: { cpu: 256, memory: 1024 },
  scale: { min: 2, max: 4 },
  port: 3000,
  host: "www.prospector.example",
  routes: ["/*"],
  health: { path: "/healthz", client: "node" },
  secrets: ["SENTRY_DSN"],
  ...settings,
});
