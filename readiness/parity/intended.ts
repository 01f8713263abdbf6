interface Intended {
  /** A resource type, or the start of one. */
  readonly type: string;
  readonly name?: RegExp;
  /** Each with what lies below it; `*` stands for any name. */
  readonly paths?: readonly string[];
  /** One difference, however many lie below the path. */
  readonly whole?: true;
  readonly why: string;
}

/** Resources that one environment may have alone. */
const resources: readonly Intended[] = [
  { type: "aws:ec2/", name: /^network-(public|tasks|data|nat)-[a-z](-|$)/, why: "number of zones" },
  { type: "aws:ec2/", name: /^network-endpoint-/, why: "interface endpoints, paid per zone and hour" },
  { type: "aws:vpc/", name: /^network-endpoint-/, why: "interface endpoints, paid per zone and hour" },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: /^alarms-cache-.+-\d+-/,
    why: "number of cache nodes",
  },
  {
    type: "aws:rds/clusterInstance:ClusterInstance",
    name: /^database-member-\d+$/,
    why: "number of database servers",
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: /^alarms-database-replica-lag$/,
    why: "number of database servers",
  },
  { type: "aws:backup/", name: /^backups-copy-/, why: "copies in another region" },
  {
    type: "aws:iam/",
    name: /^pipeline-(deploy|operate|preview)-policy-\d+/,
    why: "CI's rights, computed from the rest",
  },
  { type: "aws:kms/", name: /^backups-copy-/, why: "copies in another region" },
];

/** Properties in which staging may differ from production: sizes, counts and retention, never a protection. */
const changes: readonly Intended[] = [
  { type: "aws:appautoscaling/target:Target", paths: ["minCapacity", "maxCapacity"], why: "number of tasks" },
  {
    type: "aws:ecs/service:Service",
    paths: ["desiredCount", "capacityProviderStrategies"],
    why: "number of tasks",
  },
  { type: "aws:ecs/taskDefinition:TaskDefinition", paths: ["cpu", "memory"], why: "size of tasks" },
  { type: "golive:run:Task", paths: ["containers.*.memory"], why: "size of tasks" },
  { type: "aws:cloudwatch/logGroup:LogGroup", paths: ["retentionInDays"], why: "retention" },
  {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    name: /^(probe-.+|.+-probe)-code$/,
    paths: ["key", "source.assets.settings.json.text.agent", "source.assets.synthetics.json.text.userAgent"],
    why: "hosts that are probed, and as whom",
  },
  {
    type: "aws:lambda/function:Function",
    name: /^smoke-function$/,
    paths: ["code.assets.settings.json.text.agent"],
    why: "as whom releases are asked",
  },
  { type: "aws:synthetics/canary:Canary", paths: ["s3Key"], why: "hosts that are probed" },
  { type: "aws:synthetics/canary:Canary", paths: ["schedule.expression"], why: "how often it is probed" },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    paths: ["rules"],
    why: "retention",
  },
  {
    type: "aws:rds/instance:Instance",
    paths: ["instanceClass", "allocatedStorage", "maxAllocatedStorage"],
    why: "size of the database",
  },
  { type: "aws:rds/instance:Instance", paths: ["multiAz"], why: "no standby in staging" },
  { type: "aws:rds/instance:Instance", paths: ["backupRetentionPeriod"], why: "retention" },
  {
    type: "aws:rds/instance:Instance",
    paths: ["databaseInsightsMode", "performanceInsightsRetentionPeriod"],
    why: "months of insight",
  },
  { type: "aws:rds/parameterGroup:ParameterGroup", paths: ["parameters"], why: "connections, by size" },
  {
    type: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    paths: ["parameters"],
    why: "connections, by size",
  },
  {
    type: "aws:rds/cluster:Cluster",
    paths: ["serverlessv2ScalingConfiguration"],
    why: "size of the database",
  },
  { type: "aws:rds/cluster:Cluster", paths: ["backupRetentionPeriod"], why: "retention" },
  {
    type: "aws:rds/cluster",
    paths: ["databaseInsightsMode", "performanceInsightsRetentionPeriod"],
    why: "months of insight",
  },
  {
    type: "aws:rds/eventSubscription:EventSubscription",
    paths: ["sourceIds"],
    why: "number of database servers",
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    paths: ["nodeType", "numCacheClusters", "automaticFailoverEnabled", "multiAzEnabled"],
    why: "size and number of cache nodes",
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: /^alarms-cache-.+-down$/,
    paths: ["metricQueries"],
    why: "number of cache nodes",
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    paths: ["snapshotRetentionLimit"],
    why: "retention",
  },
  { type: "aws:backup/plan:Plan", paths: ["rules"], why: "retention" },
  {
    type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    paths: ["maxRetentionDays"],
    why: "retention",
  },
  {
    type: "aws:iam/policy:Policy",
    name: /^pipeline-(deploy|operate|preview)-policy-\d+$/,
    paths: ["policy"],
    whole: true,
    why: "CI's rights, computed from the rest",
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: /^backups-role-backup$/,
    paths: ["policy.Statement"],
    why: "copies in another region",
  },
  {
    type: "aws:lambda/function:Function",
    name: /^(vitals|restore-check)-function$/,
    paths: ["code.assets.settings.json.text.maxConnections", "code.assets.settings.json.text.targets"],
    why: "connections, by size",
  },
  { type: "aws:ec2/managedPrefixList:ManagedPrefixList", paths: ["entries"], why: "number of NAT gateways" },
  {
    type: "aws:ecs/service:Service",
    paths: [
      "deploymentConfiguration.bakeTimeInMinutes",
      "deploymentConfiguration.canaryConfiguration",
      "deploymentConfiguration.linearConfiguration",
    ],
    why: "how long a release is watched",
  },
  {
    type: "aws:lambda/function:Function",
    name: /^restart-function$/,
    paths: ["code.assets.settings.json.text.rolloutMinutes", "code.assets.settings.json.text.everySeconds"],
    why: "how long a release is watched",
  },
  {
    type: "aws:sfn/stateMachine:StateMachine",
    name: /^restarting-machine$/,
    paths: ["definition.TimeoutSeconds"],
    why: "how long a release is watched",
  },
  {
    type: "aws:wafv2/webAcl:WebAcl",
    paths: ["address-rate", "address-ceiling", "credential-rate"].map(
      (rule) => `ruleJson.${rule}.Statement.RateBasedStatement.Limit`,
    ),
    why: "expected load",
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: /^email-for-/,
    paths: ["policy.Statement.Send.Resource"],
    why: "SES's sandbox, where staging may stay",
  },
  { type: "aws:budgets/budget:Budget", paths: ["limitAmount"], why: "what a month may cost" },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    paths: ["endpoint"],
    why: "where staging's pages go",
  },
  {
    type: "aws:cloudwatch/dashboard:Dashboard",
    name: /^dashboard-data-/,
    paths: ["dashboardBody"],
    whole: true,
    why: "number of database servers and cache nodes, and shares of their sizes",
  },
  {
    type: "golive:watch:Dashboard",
    name: /^dashboard-(data|launch)$/,
    paths: ["shows"],
    whole: true,
    why: "number of database servers and cache nodes, expected load, and shares of sizes",
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: /-(missing-tasks|backlog|database-(replica-\d+-)?(connections|storage|memory|capacity))$/,
    paths: ["threshold", "alarmDescription", "metricQueries"],
    why: "a share of the size",
  },
];

/** Why only one environment has the resource `type name`; undefined: it should not be so. */
export const intendedResource = (key: string): string | undefined => find(resources, key)?.why;

/** Why a property differs, and the path that stands for it; undefined: it should not. */
export function intendedChange(
  key: string,
  path: string,
): { readonly why: string; readonly path: string } | undefined {
  const steps = path.split(".");
  const covers = (start: string) => start.split(".").every((step, at) => step === "*" || step === steps[at]);
  const line = find(changes, key, ({ paths }) => paths?.some(covers) ?? false);
  return line && { why: line.why, path: (line.whole && line.paths?.find(covers)) || path };
}

function find(
  lines: readonly Intended[],
  key: string,
  also: (line: Intended) => boolean = () => true,
): Intended | undefined {
  const [type = "", name = ""] = key.split(" ");
  return lines.find((line) => type.startsWith(line.type) && (line.name?.test(name) ?? true) && also(line));
}
