import { replicationGroup } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const cachePatched = resourceRule({
  id: "cache-patched",
  title: "The cache takes its security fixes by itself",
  requirements: ["G02"],
  controls: ["FSBP ElastiCache.2", "CKV_AWS_322"],
  why: "A managed cache that waits for someone to patch it is not managed.",
  fix: "Set autoMinorVersionUpgrade to true or leave it out.",
  judges: replicationGroup,
  findings: ({ autoMinorVersionUpgrade: on = true }) =>
    on === true || on === "true" ? [] : ["autoMinorVersionUpgrade is false"],
  examples: {
    pass: [{ props: {} }, { props: { autoMinorVersionUpgrade: true } }],
    fail: [
      { props: { autoMinorVersionUpgrade: false } },
      { props: { autoMinorVersionUpgrade: "false" } },
      { props: { autoMinorVersionUpgrade: unknown } },
    ],
  },
});
