import { plan } from "../../reading/backups.ts";
import { hearing, pagedOn, pagesOn } from "../../reading/events.ts";
import { type Props, type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const kind = "Copy Job State Change";

const copies = (node: Node): boolean =>
  (node.known("rules") ?? []).some(({ copyActions = [] }: Props) => copyActions.length > 0);

export const copyFailuresPage = stackRule({
  id: "copy-failures-page",
  title: "A copy of a backup that fails pages",
  requirements: ["K13"],
  why: "The copy in the other region is for the day this one is lost: then it is too late to see that it never came.",
  fix: `Add an EventRule on "${kind}" of aws.backup with FAILED whose target is a topic with a subscription.`,
  judges: plan,
  findings: (stack) =>
    pagedOn(stack).some(hearing(kind, { state: "FAILED" }))
      ? []
      : stack
          .all(plan)
          .filter(copies)
          .map((node) => ({ node, says: "nobody is paged when a copy fails" })),
  examples: {
    pass: [
      [copying([{}]), ...pagesOn(kind, { state: ["FAILED"] })],
      [copying([])],
      [{ type: plan, name: "plan", props: { rules: [{}] } }],
    ],
    fail: [[copying([{}])], [copying([{}]), ...pagesOn(kind, { state: ["COMPLETED"] })]],
  },
});

function copying(copyActions: readonly object[]): StackExample[number] {
  return { type: plan, name: "plan", props: { rules: [{ copyActions }] } };
}
