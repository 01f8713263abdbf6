import type { StackExample, StackFinding } from "../rule.ts";
import type { Container, Node, StackView } from "../view.ts";
import { taskDefinition } from "./aws-types.ts";

/**
 * Judges each container of each task definition alone. One unknown ARN makes ECS's whole JSON string unknown, so a task
 * whose component gives no structured copy is not proven, and so not ready.
 */
export function eachContainer(
  stack: StackView,
  wrong: (container: Container, task: Node) => readonly string[],
): readonly StackFinding[] {
  return stack.all(taskDefinition).flatMap((node): readonly StackFinding[] => {
    const containers = stack.containers(node);
    if (containers)
      return containers.flatMap((container) => findings(node, container, wrong(container, node)));
    const says =
      "its containers are not known before deploy: give the enclosing component a `containers` output";
    return [{ node, says, notProven: true }];
  });
}

const findings = (node: Node, container: Container, wrong: readonly string[]): readonly StackFinding[] =>
  wrong.map((says) => ({ node, says: `container ${container.name ?? "without a name"}: ${says}` }));

/** A task definition for examples: one container, its definition known. */
export const task = (container: Container, name = "api-task"): StackExample[number] => ({
  type: taskDefinition,
  name,
  props: { family: name, containerDefinitions: JSON.stringify([{ name: "api", ...container }]) },
});

/** A task for examples whose only container has these environment variables. */
export const taskWith = (environment: Readonly<Record<string, string>>): StackExample => [
  task({ environment: Object.entries(environment).map(([name, value]) => ({ name, value })) }),
];

/** Each variable of each container whose value is known. */
export function eachVariable(
  stack: StackView,
  wrong: (name: string, value: string) => readonly string[],
): readonly StackFinding[] {
  return eachContainer(stack, ({ environment = [] }) =>
    environment.flatMap(({ name, value }) => (typeof value === "string" ? wrong(name, value) : [])),
  );
}
