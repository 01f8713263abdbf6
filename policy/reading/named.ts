import type { Node, StackView } from "../view.ts";

type Path = readonly [property: string, ...rest: (string | number)[]];

/** True where the program sets a value within a property, be it known or (with what is around it) made by AWS. */
export function says(node: Node, [property, ...rest]: Path): boolean {
  let around: unknown = node.known(property);
  if (around === undefined) return node.isUnknown(property);
  for (const step of rest) {
    if (around === undefined) return true;
    if (!(around instanceof Object && step in around)) return false;
    around = Reflect.get(around, step);
  }
  return around !== null;
}

/**
 * The resources of some types that a value within a property may name: by its ARN where that is known, else all of them
 * that the property was computed from. None where the value is not there.
 */
export function namedBy(stack: StackView, node: Node, types: readonly string[], path: Path): readonly Node[] {
  if (!says(node, path)) return [];
  const value: unknown = node.known(...path);
  if (typeof value === "string") return stack.all(...types).filter((found) => isArnOf(value, found));
  return node.uses(path[0]).filter(({ type }) => types.includes(type));
}

/** A function's ARN may end in a version or an alias; a name, if the program chose it, is known before the ARN is. */
function isArnOf(value: string, node: Node): boolean {
  const arn = value.replace(/(:function:[^:]+):.*$/, "$1");
  const name: unknown = node.known("name");
  return (
    arn === node.known("arn") ||
    (typeof name === "string" && (arn.endsWith(`/${name}`) || arn.endsWith(`:${name}`)))
  );
}
