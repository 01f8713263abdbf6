import type { Node, StackView } from "../view.ts";

export const rotation = "aws:secretsmanager/secretRotation:SecretRotation";
export const secretPolicy = "aws:secretsmanager/secretPolicy:SecretPolicy";

/** What turns a secret over, as far as it is switched on. */
export const rotationsOf = (stack: StackView, node: Node): readonly Node[] =>
  stack.pointing(rotation, "secretId", node).filter((found) => found.known("rotationEnabled") !== false);

/** RDS rotates its own passwords without one. */
export const hasFunction = (node: Node): boolean =>
  node.known("rotationLambdaArn") !== undefined || node.isUnknown("rotationLambdaArn");

export const isRotatedByFunction = (stack: StackView, node: Node): boolean =>
  rotationsOf(stack, node).some(hasFunction);

/** What the secret is called, without what it belongs to: "JWT_SECRET" of "shop/JWT_SECRET". */
export const lastNameOf = (node: Node): string =>
  String(node.known("name") ?? node.name)
    .split("/")
    .at(-1) ?? "";
