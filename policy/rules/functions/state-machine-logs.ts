import { logGroup } from "../../reading/aws-types.ts";
import { stateMachine } from "../../reading/function-types.ts";
import { type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

/** Known ARNs end in `:*`, as Step Functions wants them. */
const isDeclared = (stack: StackView, arn: unknown): boolean =>
  typeof arn === "string" &&
  stack.all(logGroup).some((node) => arn.replace(/:\*$/, "").endsWith(`:log-group:${node.known("name")}`));

function wrong(stack: StackView, node: Node): readonly StackFinding[] {
  const level = node.known("loggingConfiguration", "level") ?? "OFF";
  if (level === "OFF") return [{ node, says: "it writes no log" }];
  const kept =
    node.uses("loggingConfiguration").some(({ type }) => type === logGroup) ||
    isDeclared(stack, node.known("loggingConfiguration", "logDestination"));
  return [
    ...(kept ? [] : [{ node, says: "it writes to no log group of this stack" }]),
    ...(node.known("loggingConfiguration", "includeExecutionData") === true
      ? [{ node, says: "its log holds what its steps say to each other" }]
      : []),
  ];
}

const log = { type: logGroup, name: "log", props: { name: "/shop/restart" } } as const;
const writing = (loggingConfiguration: object, uses: readonly string[] = ["log"]) =>
  [
    log,
    {
      type: stateMachine,
      name: "restart",
      props: { loggingConfiguration },
      uses: { loggingConfiguration: uses },
    },
  ] as const;

export const stateMachineLogs = stackRule({
  id: "state-machine-logs",
  title: "Procedures write down what failed, and not the data that they carry",
  requirements: ["C15"],
  controls: ["FSBP StepFunctions.1", "CKV_AWS_285"],
  judges: stateMachine,
  why: "Executions are forgotten after 90 days; and what steps hand on may be personal, or open a door.",
  fix: "Set loggingConfiguration to level ERROR and a LogGroup of this stack, with includeExecutionData false.",
  findings: (stack) => stack.all(stateMachine).flatMap((node) => wrong(stack, node)),
  examples: {
    pass: [
      writing({ level: "ERROR", includeExecutionData: false }),
      writing({ level: "ALL" }),
      writing(
        {
          level: "FATAL",
          logDestination: "arn:aws:logs:eu-central-1:111122223333:log-group:/shop/restart:*",
        },
        [],
      ),
    ],
    fail: [
      [{ type: stateMachine, name: "restart" }],
      writing({ level: "OFF" }),
      writing({ level: "ERROR" }, []),
      writing({ level: "ALL", includeExecutionData: true }),
    ],
  },
});
