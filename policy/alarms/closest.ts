import type { StackFinding } from "../rule.ts";
import type { Node } from "../view.ts";

/** What is wrong with the one that comes closest, and nothing where one is right; undefined where there is none at all. */
export function closest(
  tried: readonly { readonly node: Node; readonly wrong: readonly string[] }[],
): readonly StackFinding[] | undefined {
  const [best] = tried.toSorted((a, b) => a.wrong.length - b.wrong.length);
  return best?.wrong.map((says) => ({ node: best.node, says }));
}
