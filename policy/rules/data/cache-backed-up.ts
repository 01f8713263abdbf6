import { replicationGroup, serverlessCache } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";

export const cacheBackedUp = resourceRule({
  id: "cache-backed-up",
  title: "The cache leaves a snapshot every day",
  requirements: ["C10", "C14"],
  controls: ["FSBP ElastiCache.1", "CKV_AWS_134"],
  why: "Jobs that wait in a queue exist nowhere else.",
  fix: "Set snapshotRetentionLimit to 1 or more.",
  judges: [replicationGroup, serverlessCache],
  findings: ({ snapshotRetentionLimit = 0 }) => (snapshotRetentionLimit >= 1 ? [] : ["no snapshot is kept"]),
  examples: {
    pass: [{ props: { snapshotRetentionLimit: 1 } }],
    fail: [{ props: {} }, { props: { snapshotRetentionLimit: 0 } }],
  },
});
