import { queue } from "../../reading/aws-types.ts";
import { covers, type Statement, written } from "../../reading/document.ts";
import { queuePolicy, queueWith, saidOf } from "../../reading/queue-policies.ts";
import { stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const refusal = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "arn:aws:sqs:eu-central-1:111122223333:shop-jobs",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

/** Denies everyone everything that comes unencrypted. */
const refuses = ({ allows, actions, principals, conditions }: Statement): boolean =>
  !allows &&
  conditions.length === 1 &&
  conditions.some(({ key, values }) => key === "aws:securetransport" && values.includes("false")) &&
  principals.some(([kind]) => kind === "*") &&
  ["sqs:SendMessage", "sqs:ReceiveMessage"].every((action) => actions.some((one) => covers(one, action)));

export const messageQueueRefusesPlainHttp = stackRule({
  id: "message-queue-refuses-plain-http",
  title: "A queue takes and gives messages over TLS only",
  requirements: ["G05", "G07"],
  controls: ["CKV_AWS_372", "AwsSolutions-SQS4"],
  judges: queue,
  why: "SQS still answers plain HTTP, and a signed request sent that way can be read and replayed.",
  fix: "Add a Deny of sqs:* for everyone where aws:SecureTransport is false to the queue's policy.",
  findings: (stack) =>
    stack.all(queue).flatMap((node) => {
      const said = saidOf(stack, node);
      if (said === undefined)
        return [{ node, says: "its policy is known only after deploy", notProven: true as const }];
      return said.some(refuses) ? [] : [{ node, says: "its policy does not refuse plain HTTP" }];
    }),
  examples: {
    pass: [
      queueWith(written(refusal)),
      [
        ...queueWith(undefined),
        {
          type: queuePolicy,
          name: "policy",
          props: { policy: written(refusal) },
          uses: { queueUrl: ["jobs"] },
        },
      ],
    ],
    fail: [
      queueWith(undefined),
      queueWith(unknown),
      queueWith(written({ ...refusal, Effect: "Allow" })),
      queueWith(written({ ...refusal, Action: "sqs:SendMessage" })),
      queueWith(written({ ...refusal, Principal: { AWS: "arn:aws:iam::111122223333:role/api" } })),
      queueWith(written({ ...refusal, Condition: { Bool: { "aws:SecureTransport": "true" } } })),
    ],
  },
});
