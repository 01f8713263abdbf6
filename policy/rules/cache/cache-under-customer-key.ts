import { replicationGroup, serverlessCache } from "../../reading/data-tier.ts";
import { givenKey } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const cacheUnderCustomerKey = resourceRule({
  id: "cache-under-customer-key",
  title: "Every cache is encrypted with a key of the customer's own",
  requirements: ["G02", "C10"],
  controls: ["CKV_AWS_191"],
  why: "AWS's shared key cannot be withdrawn or restricted to a role.",
  fix: "Set kmsKeyId to a key of this stack.",
  judges: [replicationGroup, serverlessCache],
  findings: (props) => (givenKey(props, "kmsKeyId") ? [] : ["kmsKeyId is not set"]),
  examples: {
    pass: [{ props: { kmsKeyId: unknown } }, { type: serverlessCache, props: { kmsKeyId: "alias/data" } }],
    fail: [
      { props: {} },
      { props: { kmsKeyId: "" } },
      { props: { kmsKeyId: "alias/aws/elasticache" } },
      { type: serverlessCache, props: {} },
    ],
  },
});
