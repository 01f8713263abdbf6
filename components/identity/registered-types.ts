import type { ResourceTransformation } from "@pulumi/pulumi";

/**
 * Takes note of the type of every AWS resource that is declared under whoever carries the transformation. The plain
 * `transformations` option, because the one for stacks is not there when a program is run without an engine.
 */
export function collectTypes(): {
  readonly transformation: ResourceTransformation;
  /** Those declared so far, sorted: to be asked when all are. */
  types(): readonly string[];
} {
  const seen = new Set<string>();
  return {
    transformation: ({ type }) => {
      if (type.startsWith("aws:")) seen.add(type);
      return undefined;
    },
    types: () => [...seen].sort(),
  };
}
