import { replicationGroup } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";

export const cacheFailsOver = resourceRule({
  id: "cache-fails-over",
  title: "The cache has a replica in a second zone that takes over by itself",
  requirements: ["C10", "G02"],
  controls: ["FSBP ElastiCache.3", "CKV2_AWS_50", "AwsSolutions-AEC4"],
  why: "It holds sessions and jobs: one lost node must neither log everyone out nor drop the queue.",
  fix: "Run two nodes or more and set automaticFailoverEnabled and multiAzEnabled to true.",
  floor: "production",
  judges: replicationGroup,
  findings: ({
    automaticFailoverEnabled,
    multiAzEnabled,
    numCacheClusters = 0,
    replicasPerNodeGroup = 0,
  }) => [
    ...(automaticFailoverEnabled === true ? [] : ["automaticFailoverEnabled is not true"]),
    ...(multiAzEnabled === true ? [] : ["multiAzEnabled is not true"]),
    ...(numCacheClusters >= 2 || replicasPerNodeGroup >= 1 ? [] : ["it has no replica"]),
  ],
  examples: {
    pass: [
      { props: { automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 2 } },
      { props: { automaticFailoverEnabled: true, multiAzEnabled: true, replicasPerNodeGroup: 1 } },
    ],
    fail: [
      { props: {} },
      { props: { automaticFailoverEnabled: false, multiAzEnabled: true, numCacheClusters: 2 } },
      { props: { automaticFailoverEnabled: true, multiAzEnabled: false, numCacheClusters: 2 } },
      { props: { automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 1 } },
    ],
  },
});
