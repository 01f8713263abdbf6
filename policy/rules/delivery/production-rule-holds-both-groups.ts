import { listenerRules, targetGroups } from "../../reading/aws-types.ts";
import { forwards, release } from "../../reading/release-examples.ts";
import { shifts } from "../../reading/releases.ts";
import { stackRule } from "../../rule.ts";
import { type Node, type StackView, unknown } from "../../view.ts";

export const productionRuleHoldsBothGroups = stackRule({
  id: "production-rule-holds-both-groups",
  title: "Every route on which traffic is shifted leads to both groups of targets",
  requirements: ["P16", "K05"],
  judges: listenerRules,
  why: "ECS moves weights between groups that a rule already names: with one group in it, the deployment is refused halfway.",
  fix: "Forward to both target groups of the service, with weights 100 and 0, in its production and its test listener rule.",
  findings: (stack) =>
    shifts(stack).flatMap(({ groups, productionRules, testRules }) =>
      [...new Set([...productionRules, ...testRules])].flatMap((node) => {
        const held = heldBy(stack, node);
        const both = groups.filter((group) => held.has(group)).length;
        return both >= 2 && entriesOf(node) >= 2
          ? []
          : [{ node, says: "does not forward to both target groups of the service that it serves" }];
      }),
    ),
  examples: {
    pass: [
      release(),
      [{ ...forwards("other", "web"), name: "web-rule", uses: {} }],
      release({
        blue: { type: targetGroups[0], props: { arn: "arn:blue" } },
        green: { type: targetGroups[0], props: { arn: "arn:green" } },
        users: known("arn:blue", "arn:green"),
      }),
    ],
    fail: [
      release({ users: forwards("https", "blue") }),
      release({ tests: forwards("test", "green") }),
      release({
        users: { ...forwards("https", "blue"), uses: forwards("https", "blue", "green").uses ?? {} },
      }),
      release({
        blue: { type: targetGroups[0], props: { arn: "arn:blue" } },
        green: { type: targetGroups[0], props: { arn: "arn:green" } },
        users: known("arn:blue", "arn:blue"),
      }),
      release({
        users: {
          ...forwards("https", "blue"),
          props: { actions: [{ type: "forward", targetGroupArn: unknown }] },
        },
      }),
    ],
  },
});

interface Action {
  readonly targetGroupArn?: string;
  readonly forward?: { readonly targetGroups?: readonly { readonly arn?: string }[] };
}

const actionsOf = (node: Node): readonly Action[] | undefined => node.known("actions");
const targetsOf = (actions: readonly Action[]) =>
  actions.flatMap((action) => [
    ...("targetGroupArn" in action ? [action.targetGroupArn] : []),
    ...(action.forward?.targetGroups ?? []).map(({ arn }) => arn),
  ]);

/** How many targets it lists; a list that AWS makes is judged by what it was computed from alone. */
const entriesOf = (node: Node): number => {
  const actions = actionsOf(node);
  return actions ? targetsOf(actions).length : Number.POSITIVE_INFINITY;
};

/** The groups that it forwards to, by their ARNs where all are known. */
function heldBy(stack: StackView, node: Node): ReadonlySet<Node> {
  const arns = targetsOf(actionsOf(node) ?? []);
  if (node.isUnknown("actions")) return new Set(node.uses("actions"));
  return new Set(stack.all(...targetGroups).filter((group) => arns.includes(group.known("arn"))));
}

function known(...arns: readonly string[]) {
  return {
    ...forwards("https"),
    props: { actions: [{ type: "forward", forward: { targetGroups: arns.map((arn) => ({ arn })) } }] },
  };
}
