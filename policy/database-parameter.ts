import type { Node, StackView } from "./view.ts";

const groups = [
  ["aws:rds/parameterGroup:ParameterGroup", "parameterGroupName"],
  ["aws:rds/clusterParameterGroup:ClusterParameterGroup", "dbClusterParameterGroupName"],
] as const;

/** What a database's own parameter group in the stack sets a parameter to. */
export function databaseParameter(stack: StackView, database: Node, name: string): string | undefined {
  for (const [type, property] of groups) {
    const group =
      database.uses(property).find((used) => used.type === type) ??
      stack.all(type).find((node) => stack.points(database, property, node));
    const parameters: readonly { name?: string; value?: string }[] = group?.known("parameters") ?? [];
    const found = parameters.find((parameter) => parameter.name === name);
    if (found) return found.value;
  }
  return undefined;
}
