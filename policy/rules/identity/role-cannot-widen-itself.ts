import { covers, isAbout, type Statement, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { rightsOf, roleAttachment, rolePolicy } from "../../reading/role-rights.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const policy = "aws:iam/policy:Policy";

/** What changes a role's rights, and what changes those of a policy that it carries ("Privilege escalation", IAM guide). */
const onRole = [
  "iam:AttachRolePolicy",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
];
const onPolicy = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];

/** Does the statement's resource pattern mean `kind/name`, whatever the account? */
const means = ({ resources, allResourcesBut }: Statement, thing: string): boolean =>
  allResourcesBut !== undefined ||
  resources.some((pattern) => covers(pattern.split(":").slice(5).join(":") || pattern, thing));

/** Rights over itself that nothing takes back. A condition on what may be attached, or on a boundary, bounds them. */
function widens(list: readonly Statement[], action: string, thing: string): boolean {
  const about = list.filter((one) => isAbout(one, action) && means(one, thing));
  return (
    about.some(({ allows, conditions }) => allows && conditions.length === 0) &&
    !about.some(({ allows, conditions }) => !allows && conditions.length === 0)
  );
}

export const roleCannotWidenItself = stackRule({
  id: "role-cannot-widen-itself",
  title: "No role can widen its own permissions",
  requirements: ["G07", "G13"],
  controls: ["CKV_AWS_110", "CKV_AWS_286"],
  why: "A role that may write its own policy has every right of the account; it only has not taken it yet.",
  fix: "Deny the role changes of itself and of the policies that it carries, or allow them on other names only.",
  judges: role,
  findings: (stack) =>
    stack.all(role).flatMap((node) => {
      const name = node.known("name");
      if (typeof name !== "string") return [];
      const { statements: list, managed } = rightsOf(stack, node);
      const things = [
        ...onRole.map((action) => [action, `role/${name}`] as const),
        ...managed.flatMap((found) =>
          onPolicy.map((action) => [action, `policy/${found.known("name")}`] as const),
        ),
      ];
      return things
        .filter(([action, thing]) => widens(list, action, thing))
        .map(([action, thing]) => ({ node, says: `it has ${action} on its own ${thing}` }));
    }),
  examples: {
    pass: [
      deploying({ Effect: "Allow", Action: "iam:PutRolePolicy", Resource: arn("role/shop-api-*") }),
      deploying(
        { Effect: "Allow", Action: "iam:PutRolePolicy", Resource: arn("role/shop-*") },
        { Effect: "Deny", Action: "iam:Put*", Resource: arn("role/shop-deploy") },
      ),
      deploying({
        Effect: "Allow",
        Action: "iam:AttachRolePolicy",
        Resource: arn("role/shop-*"),
        Condition: { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
      }),
      deploying({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
      [{ type: role, name: "unnamed" }],
    ],
    fail: [
      deploying({ Effect: "Allow", Action: "iam:PutRolePolicy", Resource: arn("role/shop-*") }),
      deploying({ Effect: "Allow", Action: ["iam:*"], Resource: "*" }),
      deploying({ Effect: "Allow", NotAction: "s3:*", Resource: "*" }),
      deploying({ Effect: "Allow", Action: "iam:CreatePolicyVersion", Resource: arn("policy/*") }),
      deploying(
        { Effect: "Allow", Action: "iam:UpdateAssumeRolePolicy", Resource: arn("role/*") },
        { Effect: "Deny", Action: "iam:UpdateAssumeRolePolicy", Resource: arn("role/shop-preview") },
      ),
      [
        { type: role, name: "deploy", props: { name: "shop-deploy" } },
        {
          type: rolePolicy,
          name: "all",
          props: { policy: written({ Effect: "Allow", Action: "iam:AttachRolePolicy", Resource: "*" }) },
          uses: { role: ["deploy"] },
        },
      ],
    ],
  },
});

function arn(resource: string): string {
  return `arn:aws:iam::111122223333:${resource}`;
}

/** A role with one managed policy, which it carries by its ARN. */
function deploying(...entries: readonly object[]): StackExample {
  return [
    { type: role, name: "deploy", props: { name: "shop-deploy" } },
    { type: policy, name: "may", props: { name: "shop-deploy-1", policy: written(...entries) } },
    {
      type: roleAttachment,
      name: "attached",
      props: { policyArn: arn("policy/shop-deploy-1") },
      uses: { role: ["deploy"] },
    },
  ];
}
