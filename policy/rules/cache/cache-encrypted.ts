import { replicationGroup } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const cacheEncrypted = resourceRule({
  id: "cache-encrypted",
  title: "Every cache is encrypted on disk",
  requirements: ["G02", "C10"],
  controls: ["FSBP ElastiCache.4", "CKV_AWS_29", "AwsSolutions-AEC3"],
  why: "Snapshots and swap hold sessions and jobs, and encryption cannot be switched on later.",
  fix: "Set atRestEncryptionEnabled to true.",
  judges: replicationGroup,
  findings: ({ atRestEncryptionEnabled: on }) =>
    on === true || on === "true" ? [] : ["atRestEncryptionEnabled is not true"],
  examples: {
    pass: [{ props: { atRestEncryptionEnabled: true } }, { props: { atRestEncryptionEnabled: "true" } }],
    fail: [
      { props: {} },
      { props: { atRestEncryptionEnabled: false } },
      { props: { atRestEncryptionEnabled: unknown } },
    ],
  },
});
