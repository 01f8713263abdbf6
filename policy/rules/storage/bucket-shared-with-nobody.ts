import { ownAccounts } from "../../reading/accounts.ts";
import { spellings } from "../../reading/buckets.ts";
import { grantsAnyone, type Statement, statements, written } from "../../reading/document.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };

function wrong(statement: Statement, own: ReadonlySet<string>): readonly string[] {
  if (!statement.allows) return [];
  const foreign = statement.principals
    .map(([kind, who]) => (kind === "AWS" ? /\d{12}/.exec(who)?.[0] : undefined))
    .filter((account) => account !== undefined && own.size > 0 && !own.has(account));
  return [
    ...(grantsAnyone(statement) ? ["it lets anyone in"] : []),
    ...foreign.map((account) => `it lets account ${account} in`),
  ];
}

export const bucketSharedWithNobody = resourceRule({
  id: "bucket-shared-with-nobody",
  title: "A bucket's policy lets in neither everyone nor another account",
  requirements: ["G03", "G13"],
  controls: ["FSBP S3.2", "FSBP S3.3", "FSBP S3.6", "CKV_AWS_70"],
  why: "What another account may read has left our control: we neither see nor end its use.",
  fix: "Name the service or the role of this account that needs the bucket, with a condition on the source.",
  judges: spellings("Policy"),
  findings: ({ policy }, facts) => {
    const own = ownAccounts(facts.provider);
    return statements(policy).flatMap((statement) => wrong(statement, own));
  },
  examples: {
    pass: [
      { props: { policy: written({ ...read, Principal: { Service: "cloudfront.amazonaws.com" } }) } },
      { props: { policy: written({ ...read, Effect: "Deny", Principal: "*" }) } },
      {
        props: { policy: written({ ...read, Principal: { AWS: "arn:aws:iam::111122223333:role/api" } }) },
        provider: { allowedAccountIds: '["111122223333"]' },
      },
    ],
    fail: [
      { props: { policy: written({ ...read, Principal: "*" }) } },
      { props: { policy: written({ ...read, Principal: { AWS: "*" } }) } },
      { props: { policy: written({ ...read, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }) } },
      { props: { policy: unknown } },
      {
        props: { policy: written({ ...read, Principal: { AWS: "999988887777" } }) },
        provider: { allowedAccountIds: '["111122223333"]' },
      },
    ],
  },
});
