import type { StackFinding } from "../rule.ts";
import type { Container, Node, StackView } from "../view.ts";
import { service } from "./aws-types.ts";
import { isCollector } from "./collectors.ts";
import { isServed } from "./ecs.ts";
import { containersOf } from "./kinds.ts";

/** Of each service that answers requests: that no collector runs beside it, or what is wrong with those that do. */
export const servedCollectors = (
  stack: StackView,
  none: string,
  wrong: (collectors: readonly Container[], node: Node) => string | undefined,
): readonly StackFinding[] =>
  stack
    .all(service)
    .filter(isServed)
    .flatMap((node): readonly StackFinding[] => {
      const containers = containersOf(stack, node);
      if (containers.length === 0)
        return [{ node, says: "what it runs is not known before deploy", notProven: true }];
      const collectors = containers.filter(isCollector);
      const says = collectors.length === 0 ? none : wrong(collectors, node);
      return says === undefined ? [] : [{ node, says }];
    });
