import type { Container, Node, StackView } from "../view.ts";
import { taskDefinition } from "./aws-types.ts";
import { namedBy } from "./named.ts";
import type { Served } from "./releases.ts";

/** The container that answers the balancer: undefined where no known task definition of the stack has it. */
export function servedContainer(stack: StackView, { service, at }: Served): Container | undefined {
  const name: unknown = service.known("loadBalancers", at, "containerName");
  return tasksOf(stack, service)
    .flatMap((task) => stack.containers(task) ?? [])
    .find((container) => container.name === name);
}

/** By relation, by ARN, or by `family` and `family:revision`. */
function tasksOf(stack: StackView, service: Node): readonly Node[] {
  const named = namedBy(stack, service, [taskDefinition], ["taskDefinition"]);
  if (named.length > 0) return named;
  const [family] = String(service.known("taskDefinition") ?? "").split(":");
  return stack.all(taskDefinition).filter((task) => family !== "" && task.known("family") === family);
}
