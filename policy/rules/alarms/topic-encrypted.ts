import { topic } from "../../reading/aws-types.ts";
import { given, rawProperty } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const topicEncrypted = resourceRule({
  id: "topic-encrypted",
  title: "Pages are encrypted with a key that alarms may use",
  requirements: ["G15", "G07"],
  controls: ["FSBP SNS.1", "CKV_AWS_26"],
  judges: topic,
  why: "Alarms carry names and numbers of production. With alias/aws/sns, CloudWatch cannot publish, and every page is lost in silence.",
  fix: "Set kmsMasterKeyId to a key of your own whose policy admits cloudwatch.amazonaws.com.",
  findings: (props) => {
    if (!given(props, "kmsMasterKeyId")) return ["has no kmsMasterKeyId"];
    return /alias\/aws\/sns$/.test(String(rawProperty(props, "kmsMasterKeyId")))
      ? ["is encrypted with alias/aws/sns"]
      : [];
  },
  examples: {
    pass: [{ props: { kmsMasterKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1" } }],
    fail: [{ props: {} }, { props: { kmsMasterKeyId: "" } }, { props: { kmsMasterKeyId: "alias/aws/sns" } }],
  },
});
