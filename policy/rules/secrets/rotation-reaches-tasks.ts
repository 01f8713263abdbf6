import { secret, service, taskDefinition } from "../../reading/aws-types.ts";
import { eventRule, eventTarget, lambda, stateMachine } from "../../reading/function-types.ts";
import { perStack } from "../../reading/per-stack.ts";
import { hasFunction, rotation } from "../../reading/rotations.ts";
import { nameInArn } from "../../reading/secret-arns.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { StackView } from "../../view.ts";

/** What can replace tasks when an event tells of a rotation. */
const runners: ReadonlySet<string> = new Set([
  stateMachine,
  lambda,
  "aws:codebuild/project:Project",
  "aws:codepipeline/pipeline:Pipeline",
]);

/** The secrets that services are started with, by identity or by name. */
const taken = perStack((stack: StackView): ReadonlySet<unknown> => {
  const definitions = stack
    .all(taskDefinition)
    .filter((definition) => stack.pointing(service, "taskDefinition", definition).length > 0);
  return new Set(
    definitions.flatMap((definition): readonly unknown[] => [
      ...definition.uses("containerDefinitions").filter(({ type }) => type === secret),
      ...(stack.containers(definition) ?? [])
        .flatMap(({ secrets = [] }) => secrets)
        .flatMap(({ valueFrom }) => (valueFrom === undefined ? [] : [nameInArn(valueFrom)])),
    ]),
  );
});

/** Rules that hear of rotations and run something; a pattern may be about some names only. */
const listeners = perStack((stack: StackView): readonly (readonly string[])[] =>
  stack
    .all(eventRule)
    .filter(
      (node) =>
        node.known("state") !== "DISABLED" &&
        /rotat/i.test(String(node.known("eventPattern") ?? "")) &&
        stack
          .pointing(eventTarget, "rule", node)
          .some((target) => target.uses("arn").some(({ type }) => runners.has(type))),
    )
    .map((node) => prefixes(JSON.parse(node.known("eventPattern")))),
);

/** Every `{ "prefix": "…" }` in what a pattern asks of an event's details. */
function prefixes(pattern: unknown): readonly string[] {
  if (pattern === null || typeof pattern !== "object") return [];
  return Object.entries(pattern).flatMap(([key, value]) =>
    key === "prefix" && typeof value === "string" ? [value] : prefixes(value),
  );
}

const hears = (asked: readonly string[], name: unknown): boolean =>
  asked.length === 0 || asked.some((prefix) => String(name ?? "").startsWith(prefix));

export const rotationReachesTasks = stackRule({
  id: "rotation-reaches-tasks",
  title: "A rotated secret reaches the tasks that were started with it",
  requirements: ["G08", "C04"],
  judges: rotation,
  why: "ECS hands a secret over when a task starts: the old value goes on being used until it opens nothing any more.",
  fix: "Add an EventRule on rotations whose target restarts the services that read the secret.",
  findings: (stack) =>
    stack
      .all(secret)
      .filter((found) => taken(stack).has(found) || taken(stack).has(found.known("name")))
      .filter((found) => !listeners(stack).some((asked) => hears(asked, found.known("name"))))
      .flatMap((found) =>
        stack
          .pointing(rotation, "secretId", found)
          .filter(hasFunction)
          .map((node) => ({ node, says: `nothing restarts the services that read ${found.name}` })),
      ),
  examples: {
    pass: [
      [...read(), ...heard({ source: ["shop.rotation"], detail: { secret: [{ prefix: "shop/" }] } })],
      [...read(), ...heard({ source: ["aws.secretsmanager"], detail: { eventName: ["RotationSucceeded"] } })],
      read("other"),
      read().filter(({ type }) => type !== service),
    ],
    fail: [
      read(),
      [...read(), ...heard({ source: ["aws.ecs"] })],
      [...read(), ...heard({ source: ["other.rotation"], detail: { secret: [{ prefix: "other/" }] } })],
      [...read(), ...heard({ source: ["shop.rotation"] }, "DISABLED")],
      [...read(), ...heard({ source: ["shop.rotation"] }).slice(0, 2)],
    ],
  },
});

/** A service whose task is started with TOKEN, and the rotation of a secret. */
function read(rotated = "token"): StackExample {
  return [
    { type: secret, name: "token", props: { name: "shop/TOKEN" } },
    { type: secret, name: "other", props: { name: "shop/OTHER" } },
    { type: taskDefinition, name: "api-task", uses: { containerDefinitions: ["token"] } },
    { type: service, name: "api", uses: { taskDefinition: ["api-task"] } },
    { type: lambda, name: "values" },
    { type: rotation, name: "rotation", uses: { secretId: [rotated], rotationLambdaArn: ["values"] } },
  ];
}

function heard(pattern: object, state = "ENABLED"): StackExample {
  return [
    { type: stateMachine, name: "restart" },
    { type: eventRule, name: "rule", props: { eventPattern: JSON.stringify(pattern), state } },
    { type: eventTarget, name: "target", uses: { rule: ["rule"], arn: ["restart"] } },
  ];
}
