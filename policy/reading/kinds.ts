import type { Container, Node, StackView } from "../view.ts";
import { service, taskDefinition } from "./aws-types.ts";
import { isServed, isSingleton, scalingOf } from "./ecs.ts";
import { securityGroup } from "./openings.ts";
import { perStack } from "./per-stack.ts";
import { allTags } from "./tags.ts";

/** What a service says that it is for, by its tag `service-kind`. */
export const kindOf = (node: Node): unknown =>
  allTags(node.known("tags"), node.provider)["service-kind"] ?? undefined;

/** The services that say they are of a kind. */
export const ofKind = (stack: StackView, kind: string): readonly Node[] =>
  stack.all(service).filter((node) => kindOf(node) === kind);

/** The services that work jobs off: who says so, and who says nothing, scales, and gets no requests from anybody. */
export const workers = perStack((stack): readonly Node[] =>
  stack.all(service).filter((node) => (kindOf(node) ?? implied(stack, node)) === "worker"),
);

const implied = (stack: StackView, node: Node): string =>
  !isServed(node) && !isCalled(node) && !isSingleton(node) && scalingOf(stack, node) !== undefined
    ? "worker"
    : "unsaid";

/** Other services call it by a name that it publishes. */
export const isCalled = (node: Node): boolean => published(node).length > 0;

/** The names and ports under which Service Connect answers for it. */
export const published = (node: Node): readonly unknown[] => {
  const services: unknown = node.known("serviceConnectConfiguration", "services");
  return Array.isArray(services) ? services : [];
};

/** The containers of a service's tasks, as far as they are known. */
export const containersOf = (stack: StackView, node: Node): readonly Container[] =>
  node
    .uses("taskDefinition")
    .filter(({ type }) => type === taskDefinition)
    .flatMap((task) => stack.containers(task) ?? []);

/** The security groups of the stack that a service wears. */
export const groupsOf = (node: Node): readonly Node[] =>
  node.uses("networkConfiguration").filter(({ type }) => type === securityGroup);
