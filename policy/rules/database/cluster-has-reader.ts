import { cluster, clusterInstance } from "../../reading/data-tier.ts";
import { stackRule } from "../../rule.ts";

export const clusterHasReader = stackRule({
  id: "cluster-has-reader",
  title: "A database cluster has a second instance that can take over",
  requirements: ["G01", "C09"],
  controls: ["FSBP RDS.15"],
  why: "A cluster of one must make a new instance before anyone can connect again; a reader is promoted in seconds.",
  fix: "Add a second aws.rds.ClusterInstance to the cluster.",
  floor: "production",
  judges: cluster,
  findings: (stack) =>
    stack.all(cluster).flatMap((node) => {
      // A Multi-AZ DB cluster brings its two readers with it.
      if (node.known("dbClusterInstanceClass") !== undefined) return [];
      const size = stack.pointing(clusterInstance, "clusterIdentifier", node).length;
      return size >= 2 ? [] : [{ node, says: `it has ${size === 0 ? "no instance" : "one instance"}` }];
    }),
  examples: {
    pass: [
      [
        { type: cluster, name: "main" },
        { type: clusterInstance, name: "writer", uses: { clusterIdentifier: ["main"] } },
        { type: clusterInstance, name: "reader", uses: { clusterIdentifier: ["main"] } },
      ],
      [{ type: cluster, name: "main", props: { dbClusterInstanceClass: "db.m6gd.large" } }],
    ],
    fail: [
      [{ type: cluster, name: "main" }],
      [
        { type: cluster, name: "main" },
        { type: clusterInstance, name: "writer", uses: { clusterIdentifier: ["main"] } },
      ],
    ],
  },
});
