import type { Node } from "../view.ts";
import { securityGroup } from "./openings.ts";
import { perStack } from "./per-stack.ts";

export const instance = "aws:rds/instance:Instance";
export const cluster = "aws:rds/cluster:Cluster";
export const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";
export const proxy = "aws:rds/proxy:Proxy";
export const replicationGroup = "aws:elasticache/replicationGroup:ReplicationGroup";
export const serverlessCache = "aws:elasticache/serverlessCache:ServerlessCache";

/** What keeps data behind security groups, and the property that names them. */
const stores: readonly (readonly [type: string, property: string])[] = [
  [instance, "vpcSecurityGroupIds"],
  [cluster, "vpcSecurityGroupIds"],
  [proxy, "vpcSecurityGroupIds"],
  [replicationGroup, "securityGroupIds"],
  ["aws:elasticache/cluster:Cluster", "securityGroupIds"],
  [serverlessCache, "securityGroupIds"],
];
export const storeTypes = stores.map(([type]) => type);

/** What runs code of ours, and the property that names its security groups; a proxy is a client of its database. */
const clients: readonly (readonly [type: string, property: string])[] = [
  ["aws:ecs/service:Service", "networkConfiguration"],
  ["aws:lambda/function:Function", "vpcConfig"],
  ["aws:apprunner/vpcConnector:VpcConnector", "securityGroups"],
  [proxy, "vpcSecurityGroupIds"],
];

const groupsOf = (sources: typeof stores) =>
  perStack((stack): ReadonlyMap<Node, readonly [Node, ...Node[]]> => {
    const wearers = new Map<Node, [Node, ...Node[]]>();
    for (const [type, property] of sources)
      for (const node of stack.all(type))
        for (const group of node.uses(property).filter((used) => used.type === securityGroup)) {
          const worn = wearers.get(group);
          if (worn) worn.push(node);
          else wearers.set(group, [node]);
        }
    return wearers;
  });

/** The security groups in front of data, each with the stores that it guards. */
export const dataGroups = groupsOf(stores);
/** The security groups of declared services, each with those that wear it. */
export const clientGroups = groupsOf(clients);
