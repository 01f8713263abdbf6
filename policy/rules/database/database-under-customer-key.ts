import { cluster, instance } from "../../reading/data-tier.ts";
import { given, givenKey } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databaseUnderCustomerKey = resourceRule({
  id: "database-under-customer-key",
  title: "Every database is encrypted with a key of the customer's own",
  requirements: ["C09", "G01"],
  controls: ["CKV_AWS_327"],
  why: "AWS's shared key cannot be withdrawn, restricted to a role, or used for a copy in another account.",
  fix: "Set kmsKeyId to a key of this stack.",
  judges: [instance, cluster],
  // A replica in its source's region has its source's key, and RDS takes no other.
  findings: (props) =>
    givenKey(props, "kmsKeyId") || given(props, "replicateSourceDb") ? [] : ["kmsKeyId is not set"],
  examples: {
    pass: [
      { props: { kmsKeyId: unknown } },
      { props: { replicateSourceDb: unknown } },
      { props: { replicateSourceDb: "main" } },
      { props: { kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1" } },
    ],
    fail: [{ props: {} }, { props: { kmsKeyId: "" } }, { props: { kmsKeyId: "alias/aws/rds" } }],
  },
});
