import { Document, isMap, isPair, isScalar, type Pair, parseDocument, YAMLMap } from "yaml";

/** What of `breakers` is written: a switch that is not set is not there. */
export type WrittenBreakers = Readonly<Record<string, unknown>>;

/**
 * A stack file's text with other breakers in it, and nothing else changed: only the characters of the key `breakers` are
 * written anew, comments inside of it kept. Undefined where the file has no place for it.
 */
export function rebroken(text: string, key: string, breakers: WrittenBreakers): string | undefined {
  const doc = parseDocument(text, { merge: true });
  const platform = doc.getIn(["config", key], true);
  if (!isMap(platform) || platform.flow === true) return undefined;
  const pair = platform.items.find((one) => isScalar(one.key) && one.key.value === "breakers");
  const place = pair ? placeOf(text, pair) : endOf(text, platform);
  const indent = columnOf(text, platform);
  if (place === undefined || indent === undefined) return undefined;
  const entries = Object.entries(breakers);
  if (entries.length === 0) return pair ? without(text, place) : text;
  const map = pair && isMap(pair.value) && pair.value.flow !== true ? pair.value : new YAMLMap();
  for (const { key: name } of [...map.items]) if (!Object.hasOwn(breakers, String(name))) map.delete(name);
  for (const [name, value] of entries)
    if (JSON.stringify(plain(map, doc, name)) !== JSON.stringify(value)) map.set(name, doc.createNode(value));
  const block = textOf(map, indent);
  return pair
    ? text.slice(0, place.from) + block + text.slice(place.to)
    : `${text.slice(0, place.from)}\n${block}${text.slice(place.to)}`;
}

const plain = (map: YAMLMap, doc: Document, name: string): unknown => {
  const node = map.get(name, true);
  return node === undefined ? undefined : node.toJS(doc);
};

interface Place {
  readonly from: number;
  readonly to: number;
}

/** From the beginning of the key's line to the end of its last line. */
function placeOf(text: string, { key, value }: Pair): Place | undefined {
  const from = rangeOf(key)?.[0];
  const end = rangeOf(value)?.[1] ?? rangeOf(key)?.[1];
  if (from === undefined || end === undefined) return undefined;
  return { from: text.lastIndexOf("\n", from - 1) + 1, to: lineEnd(text, trimmed(text, end)) };
}

/** Behind the last line of the platform. */
function endOf(text: string, platform: YAMLMap): Place | undefined {
  const end = rangeOf(platform)?.[1];
  if (end === undefined) return undefined;
  const at = lineEnd(text, trimmed(text, end));
  return { from: at, to: at };
}

const rangeOf = (node: unknown): readonly number[] | undefined => {
  if (isPair(node) || typeof node !== "object" || node === null) return undefined;
  const range: unknown = Reflect.get(node, "range");
  return Array.isArray(range) ? range : undefined;
};

const trimmed = (text: string, end: number): number => text.slice(0, end).trimEnd().length;

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 ? text.length : at;
}

/** How far the platform's keys stand from the left. */
function columnOf(text: string, platform: YAMLMap): number | undefined {
  const [first] = platform.items;
  const at = first && rangeOf(first.key)?.[0];
  return at === undefined ? undefined : at - (text.lastIndexOf("\n", at - 1) + 1);
}

function textOf(map: YAMLMap, indent: number): string {
  const alone = new Document({});
  alone.set("breakers", map);
  return alone
    .toString({ lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" })
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? line : " ".repeat(indent) + line))
    .join("\n");
}

/** The blank line before it goes too. */
const without = (text: string, { from, to }: Place): string =>
  `${text.slice(0, from).trimEnd()}\n${text.slice(to).replace(/^\n/, "")}`;
