import { replicationGroup } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const cacheRequiresTls = resourceRule({
  id: "cache-requires-tls",
  title: "The cache refuses every connection that is not encrypted",
  requirements: ["G02", "C10"],
  controls: ["FSBP ElastiCache.5", "CKV_AWS_30", "AwsSolutions-AEC3"],
  why: "Sessions and job arguments cross the network with every request, and the password with every connection.",
  fix: "Set transitEncryptionEnabled to true and transitEncryptionMode to required.",
  judges: replicationGroup,
  findings: ({ transitEncryptionEnabled, transitEncryptionMode: mode = "required" }) => [
    ...(transitEncryptionEnabled === true ? [] : ["transitEncryptionEnabled is not true"]),
    ...(mode === "required" ? [] : [`transitEncryptionMode is ${mode}`]),
  ],
  examples: {
    pass: [
      { props: { transitEncryptionEnabled: true } },
      { props: { transitEncryptionEnabled: true, transitEncryptionMode: "required" } },
    ],
    fail: [
      { props: {} },
      { props: { transitEncryptionEnabled: false } },
      { props: { transitEncryptionEnabled: true, transitEncryptionMode: "preferred" } },
      { props: { transitEncryptionEnabled: unknown } },
    ],
  },
});
