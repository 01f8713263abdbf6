import { cluster, instance, replicationGroup, serverlessCache } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const property: Readonly<Record<string, string>> = {
  [instance]: "dbSubnetGroupName",
  [cluster]: "dbSubnetGroupName",
  [replicationGroup]: "subnetGroupName",
  [serverlessCache]: "subnetIds",
};

export const dataInOwnSubnets = resourceRule({
  id: "data-in-own-subnets",
  title: "Databases and caches stand in subnets that the program chose",
  requirements: ["G01", "G02"],
  controls: ["FSBP ElastiCache.7", "CKV_AWS_323", "AwsSolutions-AEC1"],
  why: "Where none are named, AWS takes those of the default network, each of which has a route to the internet.",
  fix: "Name a subnet group of this stack.",
  judges: [instance, cluster, replicationGroup, serverlessCache],
  findings: (props, { type }) => {
    const wanted = property[type] ?? "subnetGroupName";
    if (given(props, "replicateSourceDb") || given(props, "globalReplicationGroupId")) return [];
    return given(props, wanted) ? [] : [`${wanted} is not set`];
  },
  examples: {
    pass: [
      { props: { dbSubnetGroupName: unknown } },
      { type: replicationGroup, props: { subnetGroupName: "cache" } },
      { type: serverlessCache, props: { subnetIds: unknown } },
    ],
    fail: [
      { props: {} },
      { props: { subnetGroupName: "misplaced" } },
      { type: replicationGroup, props: {} },
      { type: serverlessCache, props: {} },
    ],
  },
});
