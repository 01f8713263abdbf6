import { type ResourceTransformation, RunError } from "@pulumi/pulumi";

/** Types of resources, by the region that they stand in. */
export type TypesByRegion = Readonly<Record<string, readonly string[]>>;

/**
 * Takes note of the type of every AWS resource that is declared under whoever carries the transformation, and of the region
 * of those that stand in another than the rest. The plain `transformations` option, because the one for stacks is not
 * there when a program is run without an engine.
 */
export function collectTypes(home: string): {
  readonly transformation: ResourceTransformation;
  /** Those declared so far, sorted: to be asked when all are. */
  types(): TypesByRegion;
} {
  const seen = new Map<string, Set<string>>([[home, new Set()]]);
  return {
    transformation: ({ type, name, props }) => {
      if (!type.startsWith("aws:")) return undefined;
      const region: unknown = props.region ?? home;
      if (typeof region !== "string") throw new RunError(`${name}: its region must be known before deploy`);
      seen.set(region, (seen.get(region) ?? new Set()).add(type));
      return undefined;
    },
    types: () => Object.fromEntries([...seen].map(([region, types]) => [region, [...types].sort()])),
  };
}
