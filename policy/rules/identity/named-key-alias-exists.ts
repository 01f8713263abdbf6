import { written } from "../../reading/document.ts";
import { grants, grantTypes } from "../../reading/grants.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const alias = "aws:kms/alias:Alias";

/** The key of the state is older than the stack, and a run that may not use it does not begin. */
const ofState = /-pulumi$/;

/** Exact aliases by which a policy says which keys it means; a pattern names none in particular. */
const aliasesIn = (node: Node): readonly string[] =>
  grants(node.type, { policy: node.known("policy"), inlinePolicies: node.known("inlinePolicies") })
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key === "kms:resourcealiases")
    .flatMap(({ values }) => values)
    .filter((value) => !/[*?$]/.test(value) && !ofState.test(value));

export const namedKeyAliasExists = stackRule({
  id: "named-key-alias-exists",
  title: "Every key alias that a permission relies on exists in the stack",
  requirements: ["G07", "C09"],
  why: "A permission by alias is silent when the alias is missing: the role is simply refused, at the first read in production.",
  fix: "Declare the aws.kms.Alias in this stack, or name the key by its ARN.",
  judges: grantTypes,
  findings: (stack: StackView) => {
    const declared = new Set(stack.all(alias).map((node) => node.known("name")));
    return stack
      .all(...grantTypes)
      .flatMap((node) =>
        [...new Set(aliasesIn(node))]
          .filter((name) => !declared.has(name))
          .map((name) => ({ node, says: `${name} is not declared in this stack` })),
      );
  },
  examples: {
    pass: [
      [{ type: alias, name: "data", props: { name: "alias/shop-data" } }, permission("alias/shop-data")],
      [permission("alias/shop-*")],
      [permission("alias/shop-pulumi")],
      [
        {
          type: grantTypes[1],
          name: "plain",
          props: { policy: written({ Effect: "Allow", Action: "s3:GetObject" }) },
        },
      ],
    ],
    fail: [
      [permission("alias/shop-data")],
      [{ type: alias, name: "logs", props: { name: "alias/shop-logs" } }, permission("alias/shop-data")],
    ],
  },
});

function permission(name: string): StackExample[number] {
  const statement = {
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: "arn:aws:kms:eu-central-1:111122223333:key/*",
    Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": name } },
  };
  return { type: grantTypes[1], name: "read", props: { policy: written(statement) } };
}
