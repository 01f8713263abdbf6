import { queue } from "../../reading/aws-types.ts";
import { givenKey } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const messageQueueEncrypted = resourceRule({
  id: "message-queue-encrypted",
  title: "Messages lie under a key of ours",
  requirements: ["G07"],
  controls: ["FSBP SQS.1", "CKV_AWS_27"],
  judges: queue,
  why: "Messages carry what jobs are about. Under a key of SQS's own nobody decides who may read them, and EventBridge cannot send with alias/aws/sqs.",
  fix: "Set kmsMasterKeyId to a key of your own.",
  findings: (props) => (givenKey(props, "kmsMasterKeyId") ? [] : ["is encrypted with no key of ours"]),
  examples: {
    pass: [
      { props: { kmsMasterKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1" } },
      { props: { kmsMasterKeyId: unknown } },
    ],
    fail: [
      { props: {} },
      { props: { sqsManagedSseEnabled: true } },
      { props: { kmsMasterKeyId: "alias/aws/sqs" } },
    ],
  },
});
