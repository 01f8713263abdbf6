import { written } from "../../reading/document.ts";
import { grants, grantTypes, role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const allow = { Effect: "Allow", Resource: "arn:aws:s3:::reports" };

export const permissionNamesActions = resourceRule({
  id: "permission-names-actions",
  title: "A permission names the actions it allows",
  requirements: ["G07", "G13"],
  controls: ["FSBP IAM.1", "FSBP IAM.21", "CKV_AWS_62", "CKV_AWS_63", "AwsSolutions-IAM5"],
  why: "Allowing s3:* includes deleting the bucket and changing its policy; * includes everything that AWS will ever offer.",
  fix: "List the actions that are needed instead of * or service:*.",
  judges: grantTypes,
  findings: (props, { type }) =>
    grants(type, props).flatMap(({ actions, allActionsBut }) => [
      ...(allActionsBut === undefined ? [] : [`it allows all actions but ${allActionsBut.join(", ")}`]),
      ...actions.filter((action) => /^(\*|[^:]+:\*+)$/.test(action)).map((action) => `it allows ${action}`),
    ]),
  examples: {
    pass: [
      { props: { policy: written({ ...allow, Action: ["s3:GetObject", "s3:List*"] }) } },
      { props: { policy: written({ ...allow, Effect: "Deny", Action: "*" }) } },
      { type: role, props: { assumeRolePolicy: "{}" } },
    ],
    fail: [
      { props: { policy: written({ ...allow, Action: "*" }) } },
      { props: { policy: written({ ...allow, Action: ["s3:GetObject", "s3:*"] }) } },
      { props: { policy: written({ ...allow, NotAction: "iam:*" }) } },
      { props: { policy: unknown } },
      {
        type: role,
        props: { inlinePolicies: [{ name: "all", policy: written({ ...allow, Action: "*:*" }) }] },
      },
    ],
  },
});
