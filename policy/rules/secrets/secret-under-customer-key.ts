import { secret } from "../../reading/aws-types.ts";
import { givenKey } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const secretUnderCustomerKey = resourceRule({
  id: "secret-under-customer-key",
  title: "Every secret is encrypted with a key of the customer's own",
  requirements: ["G07"],
  controls: ["CKV_AWS_149"],
  why: "Who may use the key is a second lock on every secret; AWS's shared key has one for the whole account.",
  fix: "Set kmsKeyId to a key of this stack.",
  judges: secret,
  findings: (props) => (givenKey(props, "kmsKeyId") ? [] : ["kmsKeyId is not set"]),
  examples: {
    pass: [{ props: { kmsKeyId: unknown } }, { props: { kmsKeyId: "alias/secrets" } }],
    fail: [{ props: {} }, { props: { kmsKeyId: "" } }, { props: { kmsKeyId: "alias/aws/secretsmanager" } }],
  },
});
