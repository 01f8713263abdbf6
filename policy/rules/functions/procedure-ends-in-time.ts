import { stateMachine } from "../../reading/function-types.ts";
import { type StackFinding, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const most = 86_400;
const states = { StartAt: "Step", States: { Step: { Type: "Succeed" } } };
const machine = (definition: object, type = "STANDARD") =>
  [{ type: stateMachine, name: "restart", props: { type, definition: JSON.stringify(definition) } }] as const;

function wrong(node: Node): readonly StackFinding[] {
  if (node.known("type") === "EXPRESS") return []; // AWS ends these after five minutes
  const definition: unknown = node.known("definition");
  if (typeof definition !== "string")
    return [{ node, says: "its definition is not known before deploy", notProven: true }];
  const seconds: unknown = JSON.parse(definition).TimeoutSeconds;
  if (typeof seconds !== "number") return [{ node, says: "it may take for ever" }];
  return seconds <= most ? [] : [{ node, says: `it may take ${seconds} s` }];
}

export const procedureEndsInTime = stackRule({
  id: "procedure-ends-in-time",
  title: "A procedure that does not end has failed within a day",
  requirements: ["C15", "G08"],
  judges: stateMachine,
  why: "AWS lets an execution wait for a year: one that hangs fails nowhere, so it pages nobody.",
  fix: `Set TimeoutSeconds at the top of the definition, to ${most} or less.`,
  findings: (stack) => stack.all(stateMachine).flatMap(wrong),
  examples: {
    pass: [machine({ ...states, TimeoutSeconds: 3600 }), machine(states, "EXPRESS")],
    fail: [
      machine(states),
      machine({ ...states, TimeoutSeconds: 31_536_000 }),
      [{ type: stateMachine, name: "restart", uses: { definition: [] } }],
    ],
  },
});
