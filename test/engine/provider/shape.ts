import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * What a Pulumi package's own declarations say about a resource. An output that cannot be `undefined` and that the program
 * did not set is one that the provider computes: exactly what a bridged provider plans as unknown.
 */
export interface Property {
  readonly computed: boolean;
  readonly type: string;
}
export type Shape = ReadonlyMap<string, Property>;

const texts = new Map<string, string>();
const shapes = new Map<string, Shape>();

/** The outputs of a resource type, by its token (`aws:rds/instance:Instance`). */
export const outputsOf = (token: string): Shape =>
  remember(`outputs of ${token}`, () => {
    const { file, name } = placeOf(token);
    return properties(
      block(declarations(file), `export declare class ${name} `),
      /^ {4}readonly (\w+)(): pulumi\.Output<([\s\S]*?)>;$/gm,
    );
  });

/** The inputs of a resource type, by its token. */
export const inputsOf = (token: string): Shape =>
  remember(`inputs of ${token}`, () => {
    const { file, name } = placeOf(token);
    return properties(
      block(declarations(file), `export interface ${name}Args `),
      /^ {4}(\w+)(\??): ([\s\S]*?);$/gm,
    );
  });

/** The fields of an `outputs.lb.TargetGroupHealthCheck`, or nothing for a type that has none. */
export function fieldsOf(token: string, type: string): Shape | undefined {
  const [kind, namespace, name] = type.split(".");
  if (kind !== "outputs" || !namespace) return undefined;
  return remember(`${token.split(":")[0]} ${type}`, () => {
    const all = declarations(`${token.split(":")[0]}/types/output.d.ts`);
    const scope = name ? block(all, `export declare namespace ${namespace} `) : all;
    const indent = name ? " {4}" : "";
    const body = block(scope, `interface ${name ?? namespace} `, name ? "    }" : "}");
    return properties(body, new RegExp(`^${indent} {4}(\\w+)(\\??): ([\\s\\S]*?);$`, "gm"));
  });
}

function placeOf(token: string): { file: string; name: string } {
  const [pack = "", module = "", name = ""] = token.split(":");
  return { file: `${pack}/${module.replace(/^index\//, "")}.d.ts`, name };
}

function properties(text: string, pattern: RegExp): Shape {
  const found = [...text.matchAll(pattern)].map(([, name = "", mark = "", type = ""]): [string, Property] => {
    const bare = type.replaceAll(/\s+/g, " ").replace(/ \| undefined$/, "");
    return [name, { computed: mark === "" && !type.endsWith("| undefined"), type: bare }];
  });
  return new Map(found);
}

function block(text: string, start: string, end = "}"): string {
  const from = text.indexOf(start);
  return from < 0 ? "" : text.slice(from, text.indexOf(`\n${end}\n`, from) + 1);
}

function declarations(file: string): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(fileURLToPath(import.meta.resolve(`@pulumi/${file}`)), "utf8");
  texts.set(file, text);
  return text;
}

function remember(key: string, read: () => Shape): Shape {
  const known = shapes.get(key);
  if (known) return known;
  const shape = read();
  shapes.set(key, shape);
  return shape;
}
