import { secret, taskDefinition } from "../../reading/aws-types.ts";
import { task } from "../../reading/containers.ts";
import { lambda } from "../../reading/function-types.ts";
import { isRotatedByFunction, lastNameOf, rotation } from "../../reading/rotations.ts";
import { nameInArn } from "../../reading/secret-arns.ts";
import { namesSigningKey } from "../../reading/signing.ts";
import { stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

/** Secrets that are called signing keys, and secrets of which a container takes one, where its ARN is known. */
function signingKeys(stack: StackView): readonly Node[] {
  const taken = stack
    .all(taskDefinition)
    .flatMap((node) => stack.containers(node) ?? [])
    .flatMap(({ secrets = [] }) => secrets)
    .filter(({ name }) => namesSigningKey(name))
    .map(({ valueFrom }) => nameInArn(valueFrom ?? ""));
  return stack
    .all(secret)
    .filter((node) => namesSigningKey(lastNameOf(node)) || taken.includes(node.known("name")));
}

const jwt = { type: secret, name: "jwt", props: { name: "shop/JWT_SECRET" } } as const;
const shared = { type: secret, name: "all", props: { name: "shop/app" } } as const;
const reads = task({
  secrets: [
    {
      name: "SESSION_SECRET",
      valueFrom: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/app-a1B2c3:SESSION_SECRET::",
    },
  ],
});
const turned = (of: string) =>
  [
    { type: lambda, name: "values" },
    { type: rotation, name: "rotation", uses: { secretId: [of], rotationLambdaArn: ["values"] } },
  ] as const;

export const signingKeyRotates = stackRule({
  id: "signing-key-rotates",
  title: "A function makes the keys that sign sessions, again and again",
  requirements: ["G08", "C03", "W07"],
  judges: secret,
  why: "A key that a person typed is in his history and was the same in development; a leaked one signs for ever.",
  fix: "Add a SecretRotation with a function that makes the key, and keep the one before it valid as long as a token lives.",
  findings: (stack) =>
    signingKeys(stack)
      .filter((node) => !isRotatedByFunction(stack, node))
      .map((node) => ({ node, says: "it holds a signing key that no function rotates" })),
  examples: {
    pass: [
      [jwt, ...turned("jwt")],
      [{ type: secret, name: "openai", props: { name: "shop/OPENAI_API_KEY" } }],
      [{ type: secret, name: "public", props: { name: "shop/JWT_PUBLIC_KEY" } }],
      [shared, reads, ...turned("all")],
    ],
    fail: [
      [jwt],
      [{ ...jwt, props: { name: "shop/JWT_SECRET", tags: { "made-by": "person" } } }],
      [jwt, { type: rotation, name: "rotation", uses: { secretId: ["jwt"] } }],
      [shared, ...turned("all"), jwt],
      [shared, reads],
    ],
  },
});
