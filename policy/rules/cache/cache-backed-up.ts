import { replicationGroup, serverlessCache } from "../../reading/data-tier.ts";
import { parameterOf } from "../../reading/parameters.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const parameterGroup = "aws:elasticache/parameterGroup:ParameterGroup";

/** What may be thrown away at any time, by its parameters and not by its word alone, is lost by nobody. */
const isPureCache = (stack: StackView, node: Node): boolean =>
  node.type === replicationGroup &&
  !["queue", "sessions"].includes(node.known("tags", "role")) &&
  /^allkeys-/.test(
    parameterOf(stack, node, "parameterGroupName", [parameterGroup], "maxmemory-policy") ?? "",
  );

export const cacheBackedUp = stackRule({
  id: "cache-backed-up",
  title: "A cache that holds more than copies leaves a snapshot every day",
  requirements: ["C10", "C14"],
  controls: ["FSBP ElastiCache.1", "CKV_AWS_134"],
  why: "Jobs that wait in a queue exist nowhere else.",
  fix: "Set snapshotRetentionLimit to 1 or more; a mere cache says so by maxmemory-policy allkeys-lru.",
  judges: [replicationGroup, serverlessCache],
  findings: (stack) =>
    stack.all(replicationGroup, serverlessCache).flatMap((node) => {
      if (isPureCache(stack, node)) return [];
      if (node.isUnknown("snapshotRetentionLimit"))
        return [{ node, says: "its snapshotRetentionLimit is not known", notProven: true as const }];
      return (node.known("snapshotRetentionLimit") ?? 0) >= 1 ? [] : [{ node, says: "no snapshot is kept" }];
    }),
  examples: {
    pass: [
      cache("noeviction", { snapshotRetentionLimit: 1 }),
      cache("allkeys-lru", {}),
      cache("allkeys-lru", { tags: { role: "cache" }, snapshotRetentionLimit: 0 }),
      [{ type: serverlessCache, name: "main", props: { snapshotRetentionLimit: 7 } }],
    ],
    fail: [
      [{ type: replicationGroup, name: "main" }],
      [{ type: serverlessCache, name: "main" }],
      cache("noeviction", { snapshotRetentionLimit: 0 }),
      // Its word is not enough: what never evicts keeps what nobody has elsewhere.
      cache("noeviction", { tags: { role: "cache" } }),
      cache("volatile-lru", {}),
      cache("allkeys-lru", { tags: { role: "sessions" } }),
    ],
  },
});

function cache(policy: string, props: object): StackExample {
  return [
    {
      type: parameterGroup,
      name: "parameters",
      props: { parameters: [{ name: "maxmemory-policy", value: policy }] },
    },
    {
      type: replicationGroup,
      name: "main",
      props: { ...props },
      uses: { parameterGroupName: ["parameters"] },
    },
  ];
}
