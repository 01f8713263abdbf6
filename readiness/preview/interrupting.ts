import type { Change, Kind } from "./plan.ts";

interface Interruption {
  readonly type: string;
  readonly kinds: readonly Kind[];
  /** Of an update: only where one of these differs. */
  readonly properties?: readonly string[];
  readonly says: string;
}

const gone = ["replace", "delete"] as const;

/** Changes that users may feel, by what AWS's documentation says of each. They are shown and not refused. */
const interruptions: readonly Interruption[] = [
  {
    type: "aws:rds/instance:Instance",
    kinds: ["update"],
    properties: ["instanceClass", "engineVersion", "parameterGroupName", "caCertIdentifier"],
    says: "the database restarts in its maintenance window: a minute with a standby, several without",
  },
  {
    type: "aws:rds/cluster:Cluster",
    kinds: ["update"],
    properties: ["engineVersion", "dbClusterParameterGroupName"],
    says: "the cluster restarts in its maintenance window",
  },
  {
    type: "aws:rds/clusterInstance:ClusterInstance",
    kinds: ["update", ...gone],
    properties: ["instanceClass", "engineVersion", "dbParameterGroupName", "caCertIdentifier"],
    says: "connections to this server of the cluster end",
  },
  { type: "aws:rds/proxy:Proxy", kinds: gone, says: "every connection to the database ends" },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    kinds: ["update"],
    properties: ["nodeType", "engineVersion", "parameterGroupName"],
    says: "the cache fails over: connections end, and without a replica its data is lost",
  },
  {
    type: "random:index/randomPassword:RandomPassword",
    kinds: gone,
    says: "a credential changes: tasks that hold the old one are refused until they are started anew",
  },
  {
    type: "aws:ecs/service:Service",
    kinds: gone,
    says: "its tasks stop; a new service starts from none",
  },
  { type: "aws:ecs/cluster:Cluster", kinds: gone, says: "all tasks stop" },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    kinds: gone,
    says: "all hosts of the balancer are away until DNS names the new one",
  },
  { type: "aws:lb/listener:Listener", kinds: gone, says: "nothing answers on its port meanwhile" },
  {
    type: "aws:lb/targetGroup:TargetGroup",
    kinds: gone,
    says: "its service is away until the new one is healthy",
  },
  {
    type: "aws:route53/record:Record",
    kinds: gone,
    says: "its name does not resolve meanwhile, and is missed for as long as resolvers remember that",
  },
  {
    type: "aws:ec2/natGateway:NatGateway",
    kinds: gone,
    says: "tasks of its zone reach nobody outside meanwhile",
  },
  { type: "aws:ec2/subnet:Subnet", kinds: gone, says: "what stands in it must move first" },
  { type: "aws:wafv2/webAcl:WebAcl", kinds: gone, says: "what it refuses is let in meanwhile" },
];

/** What users may feel of a change; undefined: nothing that is known. */
export const interruptionOf = ({ type, kind, properties }: Change): string | undefined =>
  interruptions.find(
    (one) =>
      one.type === type &&
      one.kinds.includes(kind) &&
      (kind !== "update" || (one.properties?.some((name) => properties.includes(name)) ?? true)),
  )?.says;
