import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const keyDeletedSlowly = resourceRule({
  id: "key-deleted-slowly",
  title: "The deletion of a key can be taken back for thirty days",
  requirements: ["C09", "G07"],
  controls: ["FSBP KMS.3", "CKV_AWS_227"],
  why: "A deleted key is every backup under it deleted; what uses it only once a month must have time to fail.",
  fix: "Set deletionWindowInDays to 30 or leave it out, and keep the key enabled.",
  judges: "aws:kms/key:Key",
  findings: ({ deletionWindowInDays: days = 30, isEnabled = true }) => [
    ...(days >= 30 ? [] : [`it is gone after ${days} days`]),
    ...(isEnabled === true ? [] : ["it is not enabled"]),
  ],
  examples: {
    pass: [{ props: {} }, { props: { deletionWindowInDays: 30, isEnabled: true } }],
    fail: [
      { props: { deletionWindowInDays: 7 } },
      { props: { isEnabled: false } },
      { props: { deletionWindowInDays: unknown } },
    ],
  },
});
