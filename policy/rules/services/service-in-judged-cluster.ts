import { cluster, service } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const shop = { type: cluster, name: "cluster", props: { name: "shop" } } as const;

export const serviceInJudgedCluster = stackRule({
  id: "service-in-judged-cluster",
  title: "Every service runs in a cluster of its own stack",
  requirements: ["C12", "P15"],
  judges: service,
  why: "In a cluster from elsewhere nobody here decides whether tasks are counted, and staging may end up beside production.",
  fix: "Set cluster to the arn of a Cluster of this stack.",
  findings: (stack) => {
    const names = new Set(stack.all(cluster).flatMap((node) => [node.known("arn"), node.known("name")]));
    return stack.all(service).flatMap((node) => {
      const used = node.uses("cluster").some(({ type }) => type === cluster);
      const known = node.known("cluster");
      return used || (known !== undefined && names.has(known))
        ? []
        : [{ node, says: "runs in a cluster that is not in the stack" }];
    });
  },
  examples: {
    pass: [
      [shop, { type: service, name: "api", uses: { cluster: ["cluster"] } }],
      [shop, { type: service, name: "api", props: { cluster: "shop" } }],
    ],
    fail: [
      [{ type: service, name: "api" }],
      [shop, { type: service, name: "api", props: { cluster: "default" } }],
    ],
  },
});
