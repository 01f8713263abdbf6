import { ownAccounts } from "../../reading/accounts.ts";
import { secret } from "../../reading/aws-types.ts";
import { grantsAnyone, statements, written } from "../../reading/document.ts";
import { secretPolicy } from "../../reading/rotations.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const read = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };
const provider = { allowedAccountIds: '["111122223333"]' };

export const secretSharedWithNobody = resourceRule({
  id: "secret-shared-with-nobody",
  title: "No secret opens itself to the world or to another account",
  requirements: ["G07", "G13"],
  why: "A secret's policy alone is enough to let a stranger read it, whatever our own roles may do.",
  fix: "Name roles of this account as principals of what the policy allows.",
  judges: [secretPolicy, secret],
  findings: ({ policy }, { provider: by }) => {
    const own = ownAccounts(by);
    const allowing = statements(policy).filter(({ allows }) => allows);
    const accounts = allowing
      .flatMap(({ principals }) => principals)
      .flatMap(([kind, who]) => (kind === "AWS" ? (/\d{12}/.exec(who)?.[0] ?? []) : []));
    return [
      ...(allowing.some(grantsAnyone) ? ["it lets everybody in"] : []),
      ...[...new Set(accounts)]
        .filter((account) => own.size > 0 && !own.has(account))
        .map((account) => `it lets account ${account} in`),
    ];
  },
  examples: {
    pass: [
      { props: {} },
      {
        props: { policy: written({ ...read, Principal: { AWS: "arn:aws:iam::111122223333:role/api" } }) },
        provider,
      },
      {
        props: {
          policy: written({
            ...read,
            Principal: "*",
            Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
          }),
        },
      },
      { props: { policy: written({ ...read, Effect: "Deny", Principal: "*" }) } },
      { type: secret, props: { name: "shop/TOKEN" } },
    ],
    fail: [
      { props: { policy: written({ ...read, Principal: "*" }) } },
      { props: { policy: written({ ...read, Principal: { AWS: "*" } }) } },
      {
        props: { policy: written({ ...read, Principal: { AWS: "arn:aws:iam::999988887777:root" } }) },
        provider,
      },
      { type: secret, props: { policy: written({ ...read, Principal: "*" }) } },
      { props: { policy: unknown } },
    ],
  },
});
