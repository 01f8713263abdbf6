import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Finding, Path } from "../finding.ts";
import type { Position } from "../mistakes.ts";
import { yamlErrors } from "./yaml-errors.ts";

export interface Located extends Finding {
  readonly at?: Position;
}

/** A YAML file as plain values, and where each of them stands. */
export interface YamlFile {
  readonly value: unknown;
  /** What the engine would read otherwise than it is written. */
  readonly misread: readonly Located[];
  position(path: Path): Position | undefined;
  /** A mapping's value as the file spells it: the engine hands scalars on as text. */
  source(path: Path): string | undefined;
}

/** Larger than any stack file; a parser fed without bound is a way to hang a build. */
const mostCharacters = 8 * 1024 * 1024;

/** Reads YAML as Pulumi's engine does: merge keys apply, keys are unique, aliases have a bound. */
export function readYaml(text: string): YamlFile | { readonly findings: readonly Located[] } {
  const whole = (found: string, allowed: string) => ({ findings: [{ path: [], found, allowed }] });
  if (text.length > mostCharacters) return whole(`${text.length} characters`, "at most 8 Mi");
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      prettyErrors: false,
      lineCounter: lines,
      merge: true,
      stringKeys: true,
    });
    const broken = syntaxErrors(document, lines);
    if (broken.length > 0) return { findings: broken };
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    JSON.stringify(value); // throws on an anchor that contains itself
    return {
      value,
      misread: timestamps(document, lines),
      position: (path) => positionOf(document, lines, path),
      source: (path) => sourceOf(document, path),
    };
  } catch (error) {
    if (error instanceof RangeError) return whole("nesting without end", "a few levels");
    if (error instanceof ReferenceError || error instanceof TypeError)
      return whole("anchors that contain themselves or multiply without end", "plain values");
    throw error;
  }
}

/** The parser goes on after an error and stumbles again: one mistake a line, and not more than a screen of them. */
function syntaxErrors({ errors, warnings }: Document.Parsed, lines: LineCounter): readonly Located[] {
  const endless = errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
  // Without a place: how deep the parser comes is a matter of the stack that is left, not of the file.
  if (endless) return [{ path: [], ...yamlErrors(endless.code) }];
  const all = [...errors, ...warnings].map(({ code, pos }): Located & { at: Position } => {
    const { line, col } = lines.linePos(pos[0]);
    return { path: [], ...yamlErrors(code), at: { line, column: col } };
  });
  return [...new Map(all.toReversed().map((one) => [one.at.line, one])).values()].toReversed().slice(0, 20);
}

/** The engine's YAML turns a bare day into a timestamp, written otherwise; quoted it stays as it is. */
function timestamps(document: Document, lines: LineCounter): readonly Located[] {
  const found: Located[] = [];
  visit(document, {
    Scalar: (key, { type, value, range }, parents) => {
      if (key === "key" || type !== "PLAIN" || typeof value !== "string") return;
      if (!/^\d{4}-\d{1,2}-\d{1,2}([Tt\s].*)?$/.test(value)) return;
      const { line, col } = lines.linePos(range?.[0] ?? 0);
      const [day] = value.split(/[Tt\s]/);
      found.push({
        path: pathOf(parents, typeof key === "number" ? [key] : []),
        found: `an unquoted day, ${day}`,
        allowed: `quotes around it: "${day}"`,
        at: { line, column: col },
      });
    },
  });
  return found;
}

/** The keys on the way down to a node, from the nodes on that way. */
function pathOf(parents: readonly unknown[], last: Path): Path {
  const keys = parents.flatMap((node, depth): Path => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    const next = parents[depth + 1];
    return isSeq(node) && next !== undefined ? [node.items.indexOf(next)] : [];
  });
  return [...keys, ...last];
}

/** Where a path's last key stands, or the nearest of its parents that is there. */
function positionOf(document: Document, lines: LineCounter, path: Path): Position | undefined {
  let node: unknown = document.contents;
  let start: number | undefined;
  for (const key of path) {
    const { at, next } = below(document, node, key);
    if (at === undefined) break;
    start = at;
    node = next;
  }
  if (start === undefined) return undefined;
  const { line, col } = lines.linePos(start);
  return { line, column: col };
}

function sourceOf(document: Document, path: Path): string | undefined {
  const node = path.reduce<unknown>((at, key) => below(document, at, key).next, document.contents);
  return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
}

function below(
  document: Document,
  node: unknown,
  key: string | number,
): { at?: number | undefined; next?: unknown } {
  const here = resolved(document, node);
  if (isSeq(here)) {
    const item = here.items[Number(key)] as Node | undefined;
    return { at: item?.range?.[0], next: item };
  }
  if (!isMap(here)) return {};
  const pair = here.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
  return { at: isScalar(pair?.key) ? pair.key.range?.[0] : undefined, next: pair?.value };
}

const resolved = (document: Document, node: unknown): unknown =>
  node !== null && typeof node === "object" && "resolve" in node && typeof node.resolve === "function"
    ? node.resolve(document)
    : node;
