import { restoreSelection } from "../../reading/backups.ts";
import { heardBy, hearing } from "../../reading/events.ts";
import { lambda, stateMachine } from "../../reading/function-types.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

/** A function or a procedure, by relation or by its ARN. */
const looks = (target: Node): boolean =>
  target.uses("arn").some(({ type }) => type === lambda || type === stateMachine) ||
  /^arn:[^:]+:(?:lambda|states):/.test(target.known("arn") ?? "");

export const restoreTestLookedAt = stackRule({
  id: "restore-test-looked-at",
  title: "Somebody looks into every restored copy",
  requirements: ["K21", "K04"],
  why: "AWS Backup calls a restore completed when there is a server; whether the data is in it, it does not know.",
  fix: "Set validationWindowHours, and add an EventRule on completed restore jobs whose target looks into the copy and answers with PutRestoreValidationResult.",
  judges: restoreSelection,
  findings: (stack) => {
    const looked = heardBy(stack, looks).some(
      hearing("Restore Job State Change", { status: "COMPLETED", validationStatus: null }),
    );
    return stack
      .all(restoreSelection)
      .flatMap((node) => [
        ...(looked ? [] : [{ node, says: "no code is told of a restored copy" }]),
        ...(Number(node.known("validationWindowHours") ?? 0) >= 1
          ? []
          : [{ node, says: "its copies are removed before anybody can look" }]),
      ]);
  },
  examples: {
    pass: [tested({ validationWindowHours: 4 }, { status: ["COMPLETED"] })],
    fail: [
      tested({}, { status: ["COMPLETED"] }),
      tested({ validationWindowHours: 4 }, { status: ["FAILED"] }),
      tested({ validationWindowHours: 4 }, { status: ["COMPLETED"] }).slice(0, 2),
    ],
  },
});

function tested(selection: object, detail: object): StackExample {
  const pattern = { source: ["aws.backup"], "detail-type": ["Restore Job State Change"], detail };
  return [
    { type: restoreSelection, name: "database", props: { ...selection } },
    { type: lambda, name: "check" },
    {
      type: "aws:cloudwatch/eventRule:EventRule",
      name: "restored",
      props: { eventPattern: JSON.stringify(pattern) },
    },
    {
      type: "aws:cloudwatch/eventTarget:EventTarget",
      name: "look",
      uses: { rule: ["restored"], arn: ["check"] },
    },
  ];
}
