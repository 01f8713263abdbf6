import { ownAccounts } from "../../reading/accounts.ts";
import { statements, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const trust = { Effect: "Allow", Action: "sts:AssumeRole" };

export const roleTrustsNamedPrincipals = resourceRule({
  id: "role-trusts-named-principals",
  title: "A role says who may assume it, and nobody outside the account may",
  requirements: ["G07", "G13"],
  controls: ["CKV_AWS_60", "CKV_AWS_61"],
  why: "A role that anyone may assume is a public credential; one of another account is as safe as that account.",
  fix: "Name one service, or a role of this account, as the principal.",
  judges: role,
  findings: ({ assumeRolePolicy }, { provider }) => {
    const own = ownAccounts(provider);
    const trusting = statements(assumeRolePolicy).filter(({ allows }) => allows);
    if (trusting.length === 0) return ["nobody is named who may assume it"];
    return trusting.flatMap(({ principals, allPrincipalsBut, conditions }) => [
      ...(allPrincipalsBut ? ["all but a few may assume it"] : []),
      ...principals.flatMap(([kind, who]) => {
        if (kind === "*") return ["anyone may assume it"];
        const account = kind === "AWS" ? /\d{12}/.exec(who)?.[0] : undefined;
        const foreign = account !== undefined && own.size > 0 && !own.has(account);
        return foreign && !conditions.some(({ key }) => key === "sts:externalid")
          ? [`account ${account} may assume it`]
          : [];
      }),
    ]);
  },
  examples: {
    pass: [
      {
        props: { assumeRolePolicy: written({ ...trust, Principal: { Service: "ecs-tasks.amazonaws.com" } }) },
      },
      {
        props: {
          assumeRolePolicy: written({ ...trust, Principal: { AWS: "arn:aws:iam::111122223333:role/ci" } }),
        },
        provider: { allowedAccountIds: '["111122223333"]' },
      },
      {
        props: {
          assumeRolePolicy: {
            Version: "2012-10-17",
            Statement: [{ ...trust, Principal: { Service: "lambda.amazonaws.com" } }],
          },
        },
      },
    ],
    fail: [
      { props: {} },
      { props: { assumeRolePolicy: written({ ...trust, Principal: "*" }) } },
      { props: { assumeRolePolicy: written({ ...trust, Principal: { AWS: "*" } }) } },
      { props: { assumeRolePolicy: written({ ...trust, NotPrincipal: { AWS: "111122223333" } }) } },
      { props: { assumeRolePolicy: unknown } },
      {
        props: {
          assumeRolePolicy: written({ ...trust, Principal: { AWS: "arn:aws:iam::999988887777:root" } }),
        },
        provider: { allowedAccountIds: '["111122223333"]' },
      },
    ],
  },
});
