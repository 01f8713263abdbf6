import type { StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { cluster, instance } from "./data-tier.ts";

/** The value of a parameter in the group that a resource names, if that group is of this stack and says it. */
export function parameterOf(
  stack: StackView,
  node: Node,
  property: string,
  types: readonly string[],
  name: string,
): string | undefined {
  const group =
    node.uses(property).find((used) => types.includes(used.type)) ??
    stack
      .all(...types)
      .find(
        (candidate) =>
          candidate.known("name") !== undefined && candidate.known("name") === node.known(property),
      );
  const list: unknown = group?.known("parameters");
  if (!Array.isArray(list)) return undefined;
  const value: unknown = list.find((entry) => entry?.name === name)?.value;
  return value === undefined ? undefined : String(value);
}

const groupTypes = {
  [instance]: "aws:rds/parameterGroup:ParameterGroup",
  [cluster]: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
} as const;

/** A parameter of a database: instances and clusters name their groups by different properties. */
export const databaseParameter = (stack: StackView, node: Node, name: string): string | undefined =>
  node.type === cluster
    ? parameterOf(stack, node, "dbClusterParameterGroupName", [groupTypes[cluster]], name)
    : parameterOf(stack, node, "parameterGroupName", [groupTypes[instance]], name);

/** Databases that have parameters of their own: an Aurora instance takes its cluster's. */
export const databasesOf = (stack: StackView): readonly Node[] => stack.all(instance, cluster);

export const isMysql = (node: Node): boolean => /mysql|maria/.test(String(node.known("engine") ?? ""));

/** A PostgreSQL instance with one group of these parameters, for examples. */
export const databaseWith = (
  parameters: Readonly<Record<string, string>>,
  engine = "postgres",
): StackExample => [
  {
    type: groupTypes[instance],
    name: "parameters",
    props: { parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })) },
  },
  { type: instance, name: "main", props: { engine }, uses: { parameterGroupName: ["parameters"] } },
];
