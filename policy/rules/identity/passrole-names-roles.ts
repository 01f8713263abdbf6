import { covers, type Statement, written } from "../../reading/document.ts";
import { grants, grantTypes, role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const passing = "iam:PassRole";
/** Every role of an account, or everything. */
const every = /^(?:\*|arn:[^:]*:(?:iam|\*):[^:]*:[^:]*:(?:\*|role\/?\*))$/;

function wrong({
  actions,
  allActionsBut,
  resources,
  allResourcesBut,
  conditions,
}: Statement): readonly string[] {
  const passes = actions.some((action) => covers(action, passing)) || allActionsBut !== undefined;
  if (!passes || allActionsBut?.some((action) => covers(action, passing))) return [];
  const toService = conditions.some(
    ({ operator, key, values }) =>
      key === "iam:passedtoservice" && /^String(?:Equals|Like)$/.test(operator) && !values.includes("*"),
  );
  return [
    ...(allResourcesBut !== undefined || resources.some((resource) => every.test(resource))
      ? ["it may hand on any role"]
      : []),
    ...(toService ? [] : ["it may hand roles to any service"]),
  ];
}

const pass = {
  Effect: "Allow",
  Action: passing,
  Resource: "arn:aws:iam::111122223333:role/shop-*",
  Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
};

export const passroleNamesRoles = resourceRule({
  id: "passrole-names-roles",
  title: "Who may hand a role to a service may hand on named roles, to named services",
  requirements: ["G07", "G13"],
  controls: ["CKV_AWS_110", "CKV_AWS_286", "CKV_AWS_287"],
  why: "Handing a role on is having it: with any role of the account, a pipeline that deploys tasks is an administrator.",
  fix: "Give the roles' ARNs as Resource of iam:PassRole, and a condition on iam:PassedToService.",
  judges: grantTypes,
  findings: (props, { type }) => grants(type, props).flatMap(wrong),
  examples: {
    pass: [
      { props: { policy: written(pass) } },
      { props: { policy: written({ ...pass, Resource: "arn:aws:iam::111122223333:role/shop-api" }) } },
      { props: { policy: written({ Effect: "Deny", Action: passing, Resource: "*" }) } },
      { props: { policy: written({ Effect: "Allow", Action: "iam:GetRole", Resource: "*" }) } },
      { type: role, props: { assumeRolePolicy: "{}" } },
    ],
    fail: [
      { props: { policy: written({ ...pass, Resource: "*" }) } },
      { props: { policy: written({ ...pass, Resource: "arn:aws:iam::111122223333:role/*" }) } },
      { props: { policy: written({ ...pass, Action: ["ecs:RunTask", "iam:Pass*"], Condition: {} }) } },
      { props: { policy: written({ ...pass, Condition: { StringLike: { "iam:PassedToService": "*" } } }) } },
      { type: role, props: { inlinePolicies: [{ policy: written({ ...pass, Resource: "*" }) }] } },
      { props: { policy: unknown } },
    ],
  },
});
