import { cluster, instance } from "../../reading/data-tier.ts";
import { givenKey } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databasePasswordUnderCustomerKey = resourceRule({
  id: "database-password-under-customer-key",
  title: "The database's managed password is encrypted with a key of the customer's own",
  requirements: ["G07", "C04"],
  controls: ["CKV_AWS_149"],
  why: "RDS keeps it under AWS's shared key unless told otherwise, where every reader of secrets may decrypt it.",
  fix: "Set masterUserSecretKmsKeyId to the key that the other secrets have.",
  judges: [instance, cluster],
  findings: (props) =>
    props.manageMasterUserPassword === true && !givenKey(props, "masterUserSecretKmsKeyId")
      ? ["masterUserSecretKmsKeyId is not set"]
      : [],
  examples: {
    pass: [
      { props: { manageMasterUserPassword: true, masterUserSecretKmsKeyId: unknown } },
      { props: { replicateSourceDb: "main" } },
    ],
    fail: [
      { props: { manageMasterUserPassword: true } },
      { props: { manageMasterUserPassword: true, masterUserSecretKmsKeyId: "alias/aws/secretsmanager" } },
    ],
  },
});
