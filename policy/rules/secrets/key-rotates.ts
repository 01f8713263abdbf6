import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const keyRotates = resourceRule({
  id: "key-rotates",
  title: "Encryption keys are turned over every year",
  requirements: ["G07", "C09"],
  controls: ["FSBP KMS.4", "CKV_AWS_7", "AwsSolutions-KMS5"],
  why: "It bounds what one leaked key opens, and costs nothing: what was encrypted before stays readable.",
  fix: "Set enableKeyRotation to true.",
  judges: "aws:kms/key:Key",
  findings: ({
    enableKeyRotation,
    keyUsage = "ENCRYPT_DECRYPT",
    customerMasterKeySpec = "SYMMETRIC_DEFAULT",
  }) => {
    // KMS cannot rotate keys that sign, or whose public half is elsewhere.
    if (keyUsage !== "ENCRYPT_DECRYPT" || customerMasterKeySpec !== "SYMMETRIC_DEFAULT") return [];
    return enableKeyRotation === true ? [] : ["enableKeyRotation is not true"];
  },
  examples: {
    pass: [
      { props: { enableKeyRotation: true } },
      { props: { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" } },
    ],
    fail: [{ props: {} }, { props: { enableKeyRotation: false } }, { props: { enableKeyRotation: unknown } }],
  },
});
