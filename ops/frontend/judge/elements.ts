import type { DefaultTreeAdapterMap } from "parse5";
import type { Flaw } from "../flaw.ts";

type Node = DefaultTreeAdapterMap["node"];
export type Element = DefaultTreeAdapterMap["element"];

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

export function* elementsIn(node: Node): Generator<Element> {
  if ("tagName" in node) yield node;
  if ("childNodes" in node) for (const child of node.childNodes) yield* elementsIn(child);
  if ("content" in node) yield* elementsIn(node.content);
}

export const placeOf = ({ sourceCodeLocation: at }: Element): Pick<Flaw, "at"> =>
  at ? { at: { line: at.startLine, column: at.startCol } } : {};
