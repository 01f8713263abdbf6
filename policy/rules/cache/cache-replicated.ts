import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const cacheReplicated = resourceRule({
  id: "cache-replicated",
  title: "A cache is a replication group, which can fail over, be encrypted and ask for a credential",
  requirements: ["G02", "C10"],
  controls: ["CKV_AWS_134"],
  why: "A single cache cluster has neither encryption nor failover, and none can be added to it.",
  fix: "Use an aws.elasticache.ReplicationGroup.",
  judges: "aws:elasticache/cluster:Cluster",
  findings: (props) => (given(props, "replicationGroupId") ? [] : ["it stands alone"]),
  examples: {
    pass: [{ props: { replicationGroupId: "main" } }],
    fail: [
      { props: {} },
      { props: { engine: "redis", numCacheNodes: 1 } },
      { props: { replicationGroupId: "" } },
    ],
  },
});
