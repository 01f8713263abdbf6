import type { Node, StackView } from "../view.ts";

/** One resource of AWS for each distinct text that a property of its provider has; `{}` and "" for a default provider. */
export function perProvider(stack: StackView, property: string): ReadonlyMap<string, Node> {
  const first = new Map<string, Node>();
  for (const node of stack.nodes)
    if (node.type.startsWith("aws:")) {
      const text = node.provider[property] ?? "";
      if (!first.has(text)) first.set(text, node);
    }
  return first;
}
