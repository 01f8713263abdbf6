import { isMap, type Pair, parseDocument } from "yaml";
import { goKey, type SignedGo } from "./shape/go.ts";

/** A stack file's text with another GO in it, at the end of its settings, and nothing else changed. */
export function withGo(text: string, go: SignedGo | undefined): string {
  const document = parseDocument(text, { merge: true });
  const config = document.get("config");
  if (!isMap(config) || config.flow) throw new Error("the settings are not written as a block");
  const bare = config.items.reduceRight((rest, pair) => (isGo(pair) ? withoutLines(rest, pair) : rest), text);
  if (go === undefined) return bare;
  const end = endOf(bare);
  const [first] = config.items.flatMap(({ key }) => rangeOf(key) ?? []);
  const indent = " ".repeat(first === undefined ? 2 : columnOf(text, first));
  const lines = [
    `${indent}${goKey}:`,
    `${indent}${indent}statement: '${go.statement.replaceAll("'", "''")}'`,
    `${indent}${indent}signature: '${go.signature}'`,
  ];
  const head = bare.slice(0, end);
  return `${head}${head.endsWith("\n") ? "" : "\n"}${lines.join("\n")}\n${bare.slice(end)}`;
}

const isGo = ({ key }: Pair): boolean => String(key) === goKey;

const rangeOf = (node: unknown): number | undefined => {
  const range = typeof node === "object" && node !== null ? Reflect.get(node, "range") : undefined;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : undefined;
};

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;
const columnOf = (text: string, at: number): number => at - lineStart(text, at);

/** From the key's line to the end of its value's last line. */
function withoutLines(text: string, { key, value }: Pair): string {
  const from = lineStart(text, rangeOf(key) ?? 0);
  const range: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "range") : undefined;
  const to = Array.isArray(range) && typeof range[1] === "number" ? range[1] : from;
  const newline = text.indexOf("\n", Math.max(from, to - 1));
  return text.slice(0, from) + (newline === -1 ? "" : text.slice(newline + 1));
}

/** Where the settings end: behind the last line that belongs to them. */
function endOf(text: string): number {
  const config = parseDocument(text, { merge: true }).get("config");
  const last = isMap(config) ? config.items.at(-1)?.value : undefined;
  const range: unknown = typeof last === "object" && last !== null ? Reflect.get(last, "range") : undefined;
  const end = Array.isArray(range) && typeof range[1] === "number" ? range[1] : text.length;
  const newline = text.indexOf("\n", Math.max(0, end - 1));
  return newline === -1 ? text.length : newline + 1;
}
