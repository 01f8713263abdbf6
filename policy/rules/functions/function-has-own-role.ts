import { taskDefinition } from "../../reading/aws-types.ts";
import { lambda } from "../../reading/function-types.ts";
import { role } from "../../reading/grants.ts";
import { type StackFinding, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

/** The role by identity where the program made it, else by its ARN. */
const roleIn = (node: Node, property: string): Node | string | undefined =>
  node.uses(property).find(({ type }) => type === role) ?? node.known(property);

const running = (name: string, of: string) => ({ type: lambda, name, uses: { role: [of] } }) as const;
const made = (name: string) => ({ type: role, name }) as const;

export const functionHasOwnRole = stackRule({
  id: "function-has-own-role",
  title: "Every function has a role of its own",
  requirements: ["G07", "G13"],
  controls: ["FSBP IAM.21"],
  judges: lambda,
  why: "A role that several share may do what any of them needs: the one that only restarts tasks could then read passwords.",
  fix: "Make a Role for each function, and give it to nothing else.",
  findings: (stack) => {
    const wearers = new Map<Node | string, Set<Node>>();
    const wear = (worn: Node | string | undefined, node: Node): void => {
      if (worn !== undefined) wearers.set(worn, (wearers.get(worn) ?? new Set()).add(node));
    };
    for (const node of stack.all(lambda)) wear(roleIn(node, "role"), node);
    for (const node of stack.all(taskDefinition))
      for (const property of ["taskRoleArn", "executionRoleArn"]) wear(roleIn(node, property), node);
    return stack.all(lambda).flatMap((node): readonly StackFinding[] => {
      const worn = roleIn(node, "role");
      if (worn === undefined) return [{ node, says: "it has no role of this stack" }];
      const [other] = [...(wearers.get(worn) ?? [])].filter((one) => one !== node);
      return other ? [{ node, says: `it shares its role with ${other.name}` }] : [];
    });
  },
  examples: {
    pass: [[made("a"), made("b"), running("mailer", "a"), running("cleaner", "b")]],
    fail: [
      [made("a"), running("mailer", "a"), running("cleaner", "a")],
      [
        made("a"),
        running("mailer", "a"),
        { type: taskDefinition, name: "api", uses: { executionRoleArn: ["a"] } },
      ],
      [{ type: lambda, name: "mailer" }],
      ["mailer", "cleaner"].map((name) => ({
        type: lambda,
        name,
        props: { role: "arn:aws:iam::111122223333:role/all" },
      })),
    ],
  },
});
