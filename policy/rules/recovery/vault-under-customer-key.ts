import { vault } from "../../reading/backups.ts";
import { givenKey } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const vaultUnderCustomerKey = resourceRule({
  id: "vault-under-customer-key",
  title: "Backups are encrypted with a key of the customer's own",
  requirements: ["C09", "K21"],
  controls: ["CKV_AWS_166", "FSBP Backup.1"],
  why: "A backup under AWS's shared key cannot be copied to another account, and its key cannot be withdrawn.",
  fix: "Set kmsKeyArn to a key of this stack.",
  judges: vault,
  findings: (props) => (givenKey(props, "kmsKeyArn") ? [] : ["kmsKeyArn is not set"]),
  examples: {
    pass: [{ props: { kmsKeyArn: unknown } }],
    fail: [{ props: {} }, { props: { kmsKeyArn: "alias/aws/backup" } }],
  },
});
