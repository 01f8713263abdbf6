import { logGroup } from "../../reading/aws-types.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const logGroupEncrypted = resourceRule({
  id: "log-group-encrypted",
  title: "Every log is encrypted with a key of the customer's",
  requirements: ["C15", "K22"],
  controls: ["CKV_AWS_158"],
  judges: logGroup,
  why: "What a program writes by mistake, a token or an address, is in its log; the key decides who may ever read it.",
  fix: "Set kmsKeyId to the ARN of a key whose policy admits logs.<region>.amazonaws.com.",
  findings: (props) => (given(props, "kmsKeyId") ? [] : ["has no kmsKeyId"]),
  examples: {
    pass: [{ props: { kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1" } }],
    fail: [{ props: {} }, { props: { kmsKeyId: "" } }],
  },
});
