import { secret } from "../../reading/aws-types.ts";
import { covers, type Statement, statements, written } from "../../reading/document.ts";
import { secretPolicy } from "../../reading/rotations.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";

const reading = "secretsmanager:GetSecretValue";
const unless = /^(?:Arn|String)Not(?:Equals|Like)(?:IfExists)?$/;
/** All of an account, all of its roles or everybody: names nobody in particular. */
const anyone = /^\*|[:/]\*$/;

/** Refuses everybody whom it does not name. A second condition would refuse fewer. */
function refusesOthers({ allows, actions, principals, conditions }: Statement): boolean {
  const [only, ...more] = conditions;
  return (
    !allows &&
    actions.some((action) => covers(action, reading)) &&
    principals.some(([kind]) => kind === "*") &&
    more.length === 0 &&
    only !== undefined &&
    only.key === "aws:principalarn" &&
    unless.test(only.operator) &&
    !only.values.some((value) => anyone.test(value))
  );
}

const token = { type: secret, name: "token", props: { name: "shop/TOKEN" } } as const;
const role = "arn:aws:iam::111122223333:role/shop-api-execution";
const onlyThese = (operator: string, roles: string | readonly string[], more: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: reading,
  Resource: "*",
  Condition: { [operator]: { "aws:PrincipalArn": roles }, ...more },
});
const having = (...entries: readonly object[]): StackExample => [
  token,
  {
    type: secretPolicy,
    name: "readers",
    props: { policy: written(...entries) },
    uses: { secretArn: ["token"] },
  },
];

export const secretReadByNamedRoles = stackRule({
  id: "secret-read-by-named-roles",
  title: "Each secret names the roles that may read it, and refuses all others",
  requirements: ["G07", "G13"],
  judges: secret,
  why: "Roles gather permissions over the years, and an administrator has them all: what a secret itself refuses, nobody reads by the way.",
  fix: "Add a SecretPolicy that denies secretsmanager:GetSecretValue to all but the roles in an ArnNotEquals on aws:PrincipalArn.",
  findings: (stack) =>
    stack.all(secret).flatMap((node): readonly StackFinding[] => {
      const own = [
        [node, "policy"] as const,
        ...stack.pointing(secretPolicy, "secretArn", node).map((policy) => [policy, "policy"] as const),
      ].filter(([holder, property]) => holder.known(property) !== undefined || holder.isUnknown(property));
      if (own.length === 0) return [{ node, says: "has no policy: whoever may read secrets may read it" }];
      const documents = own.map(([holder, property]) => holder.known(property));
      if (documents.some((document) => statements(document).some(refusesOthers))) return [];
      return documents.includes(undefined)
        ? [{ node, says: "its policy is not known before deploy", notProven: true }]
        : [{ node, says: "its policy does not refuse everybody but named roles" }];
    }),
  examples: {
    pass: [
      having(onlyThese("ArnNotEquals", role)),
      having(onlyThese("ArnNotEqualsIfExists", role)),
      having(onlyThese("StringNotLike", [role, "arn:aws:iam::111122223333:role/shop-worker-*"])),
      [
        {
          ...token,
          props: { name: "shop/TOKEN", policy: written(onlyThese("ArnNotEquals", role)) },
        },
      ],
      having(
        { Effect: "Allow", Principal: { AWS: role }, Action: reading, Resource: "*" },
        { ...onlyThese("ArnNotLike", role), Action: ["secretsmanager:Get*"] },
      ),
    ],
    fail: [
      [token],
      having({ Effect: "Allow", Principal: { AWS: role }, Action: reading, Resource: "*" }),
      having(onlyThese("ArnEquals", role)),
      having(onlyThese("ArnNotEquals", ["arn:aws:iam::111122223333:role/*"])),
      having(onlyThese("ArnNotLike", "arn:aws:iam::111122223333:*")),
      having({ ...onlyThese("ArnNotEquals", role), Action: "secretsmanager:DeleteSecret" }),
      having(onlyThese("ArnNotEquals", role, { Bool: { "aws:SecureTransport": "false" } })),
      [token, { type: secretPolicy, name: "readers", uses: { secretArn: ["token"], policy: ["token"] } }],
      [
        ...having(onlyThese("ArnNotEquals", role)),
        { ...token, name: "other", props: { name: "shop/OTHER" } },
      ],
    ],
  },
});
