import { ownAccounts } from "../../reading/accounts.ts";
import { queue } from "../../reading/aws-types.ts";
import { type Statement, written } from "../../reading/document.ts";
import { queueWith, saidOf } from "../../reading/queue-policies.ts";
import { stackRule } from "../../rule.ts";

const send = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: "arn:aws:sqs:eu-central-1:111122223333:shop-jobs",
  Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-central-1:111122223333:rule/shop-done" } },
};
const fromEverybody = { ...send, Principal: "*" };
/** What ties a grant to everyone, or to a service that acts for everyone, to us. */
const tying = /^aws:(?:sourcearn|sourceaccount|principalarn|principalaccount|principalorgid|sourceorgid)$/;

export const messageQueueOpenToNobody = stackRule({
  id: "message-queue-open-to-nobody",
  title: "Only what the stack names may use a queue",
  requirements: ["G07", "G13"],
  controls: ["CKV_AWS_168"],
  judges: queue,
  why: "Who can put a message into a queue gives orders to a worker; who can take one out, reads them and makes them vanish.",
  fix: "Name roles of this account as principals, or a service of AWS with aws:SourceArn in a condition.",
  findings: (stack) =>
    stack.all(queue).flatMap((node) => {
      const own = ownAccounts(node.provider);
      const allowing = (saidOf(stack, node) ?? []).filter(({ allows }) => allows);
      return [
        ...new Set(allowing.flatMap((one) => [...untied(one), ...(own.size > 0 ? strangers(one, own) : [])])),
      ].map((says) => ({ node, says }));
    }),
  examples: {
    pass: [
      queueWith(written(send)),
      queueWith(
        written({ ...send, Principal: { AWS: "arn:aws:iam::111122223333:role/api" }, Condition: {} }),
      ),
      queueWith(written({ ...fromEverybody, Effect: "Deny", Condition: {} })),
      queueWith(undefined),
    ],
    fail: [
      queueWith(written({ ...fromEverybody, Condition: {} })),
      queueWith(written({ ...fromEverybody, Condition: { Bool: { "aws:SecureTransport": "true" } } })),
      queueWith(written({ ...send, Condition: {} })),
      queueWith(written({ ...send, Condition: { ArnLike: { "aws:SourceArn": "*" } } })),
      queueWith(written({ ...send, Principal: { AWS: "arn:aws:iam::999988887777:root" } })).map((one) => ({
        ...one,
        provider: { allowedAccountIds: '["111122223333"]' },
      })),
    ],
  },
});

function untied({ principals, allPrincipalsBut, conditions }: Statement): readonly string[] {
  const tied = conditions.some(({ key, values }) => tying.test(key) && !values.includes("*"));
  if (tied) return [];
  const service = principals.find(([kind]) => kind === "Service");
  return [
    ...(allPrincipalsBut || principals.some(([kind]) => kind === "*")
      ? ["its policy lets everybody in"]
      : []),
    ...(service ? [`its policy lets ${service[1]} in, for whoever asks it to`] : []),
  ];
}

const strangers = ({ principals }: Statement, own: ReadonlySet<string>): readonly string[] =>
  principals
    .flatMap(([kind, who]) => (kind === "AWS" ? (/\d{12}/.exec(who)?.[0] ?? []) : []))
    .filter((account) => !own.has(account))
    .map((account) => `its policy lets account ${account} in`);
