/** What a served row must find in the stack beside rules; `test/verdict.test.ts` shows each of these to be live. */
interface OtherProofs {
  /** Letter I: resource types of which the program must register at least one each; of a list, one of any. */
  readonly infrastructure?: readonly (string | readonly string[])[];
  /** Letter P: keys without which the stack file is refused, so that an evaluation exists only where they are filled. */
  readonly config?: readonly string[];
  /** Letter P: the comparison of staging with production. */
  readonly parity?: true;
  /** Letter D: chapters that the project's documents must have. */
  readonly documents?: readonly string[];
  /** Letter W: commands that a workflow must run, in this order. */
  readonly workflow?: { readonly file: string; readonly runs: readonly string[] };
}

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const backupPlan = "aws:backup/plan:Plan";
const bucket = "aws:s3/bucket:Bucket";
const database = ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"];
const databaseParameters = [
  "aws:rds/parameterGroup:ParameterGroup",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
];
const firewall = "aws:wafv2/webAcl:WebAcl";
const canary = "aws:synthetics/canary:Canary";
const dashboard = "aws:cloudwatch/dashboard:Dashboard";
const distribution = "aws:cloudfront/distribution:Distribution";
const lambda = "aws:lambda/function:Function";
const restoreTest = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const rotation = "aws:secretsmanager/secretRotation:SecretRotation";
const schedule = "aws:scheduler/schedule:Schedule";
const secret = "aws:secretsmanager/secret:Secret";
const service = "aws:ecs/service:Service";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const task = "aws:ecs/taskDefinition:TaskDefinition";

const release = ".github/workflows/release.yml";
const pullRequest = ".github/workflows/pr.yml";
const nightly = ".github/workflows/nightly.yml";

export const otherProofs: Readonly<Record<string, OtherProofs>> = {
  G01: { infrastructure: [database] },
  G02: { infrastructure: [cache] },
  G03: { infrastructure: [bucket] },
  G04: {
    infrastructure: ["aws:sesv2/emailIdentity:EmailIdentity", "aws:sesv2/configurationSet:ConfigurationSet"],
  },
  G05: {
    infrastructure: [
      "aws:acm/certificate:Certificate",
      "aws:lb/listener:Listener",
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:route53/record:Record",
    ],
  },
  G06: { infrastructure: [alarm, canary, "aws:cloudwatch/logGroup:LogGroup", "aws:amp/workspace:Workspace"] },
  G07: { infrastructure: [secret] },
  G08: { infrastructure: [rotation, lambda] },
  G10: {
    workflow: {
      file: pullRequest,
      runs: ["./golive check", "./golive audit", "./golive test --coverage", "docker build --tag"],
    },
  },
  G12: {
    workflow: {
      file: release,
      runs: ["./golive up staging", "./golive ops smoke staging", "./golive cutover t0 production --from up"],
    },
  },
  G16: {
    infrastructure: [service, task],
    workflow: {
      file: release,
      runs: [
        "./golive up staging",
        "./golive ops frontend publish pages staging",
        "./golive ops release staging",
        "./golive cutover t0 production --from up --until pages",
        "./golive ops release production",
      ],
    },
  },
  G19: { documents: ["docs/runbook.md#the-product-on-your-own-machine"] },
  G14: { documents: ["docs/runbook.md#rollback"] },
  G18: { config: ["launch.approvers"] },
  G15: {
    infrastructure: ["aws:sns/topic:Topic", "aws:sns/topicSubscription:TopicSubscription"],
    config: ["oncall.primary", "oncall.secondary", "oncall.escalation", "oncall.routes"],
  },
  C01: {
    workflow: { file: pullRequest, runs: ["./golive check", "./golive test --coverage", ".ci/run"] },
  },
  C02: { workflow: { file: pullRequest, runs: ["./golive check"] } },
  C03: { infrastructure: [rotation, lambda] },
  C04: { infrastructure: [database, rotation] },
  C05: { infrastructure: [task] },
  C06: { infrastructure: [firewall] },
  C07: { infrastructure: [firewall, "aws:wafv2/webAclAssociation:WebAclAssociation"] },
  C08: {
    infrastructure: [task],
    workflow: { file: pullRequest, runs: ["docker build --check", "docker build --tag"] },
  },
  C09: { infrastructure: [database] },
  C10: { infrastructure: [cache] },
  C11: { infrastructure: [targetGroup] },
  C12: { infrastructure: [task, "aws:amp/workspace:Workspace"] },
  C13: { infrastructure: [task, backupPlan], config: ["tasks.migrate", "tasks.verify"] },
  C14: { infrastructure: [backupPlan, "aws:rds/proxy:Proxy"] },
  C15: { infrastructure: [alarm, dashboard, "aws:cloudwatch/logGroup:LogGroup"] },
  C16: { infrastructure: [distribution, "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"] },
  C17: { infrastructure: [alarm, cache, dashboard] },
  C18: {
    infrastructure: [
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ],
    documents: ["docs/data-map.md#where-data-is-kept"],
  },
  C22: {
    documents: ["docs/on-call.md#production", "docs/on-call.md#routes-of-production"],
    config: ["contacts.infrastructure", "contacts.database", "contacts.oncall", "contacts.escalation"],
  },
  C19: {
    workflow: {
      file: release,
      runs: [
        "./golive check",
        "./golive gate",
        "./golive build",
        "./golive up staging",
        "./golive ops task verify staging",
        "./golive ops smoke staging",
        "./golive cutover t60 staging --from tag --until tag --push",
        "./golive preview production",
        "./golive cutover t0 production --from up",
      ],
    },
  },
  C20: { infrastructure: [alarm, dashboard, "aws:cloudwatch/queryDefinition:QueryDefinition"] },
  C21: { documents: ["docs/runbook.md#rollback"] },
  C23: {
    documents: ["docs/environment.md#environment-of-the-services", "docs/runbook.md#rollback"],
    workflow: { file: pullRequest, runs: ["./golive check"] },
  },
  C24: { documents: ["docs/runbook.md#sign-offs"] },
  P01: { infrastructure: [distribution] },
  P02: { infrastructure: [service, "aws:lb/listenerRule:ListenerRule"] },
  P03: { infrastructure: [databaseParameters] },
  P04: { infrastructure: [cache, service] },
  P05: { infrastructure: [service, "aws:ec2/securityGroup:SecurityGroup"] },
  P06: { infrastructure: [secret, task] },
  P08: { infrastructure: [targetGroup] },
  P07: { infrastructure: [task, lambda] },
  P09: { infrastructure: ["aws:appautoscaling/policy:Policy", lambda, schedule] },
  P12: {
    infrastructure: [
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "aws:cloudwatch/queryDefinition:QueryDefinition",
    ],
    documents: ["docs/logs.md#what-a-line-says"],
  },
  P13: { infrastructure: [alarm, schedule, lambda] },
  P14: { infrastructure: [alarm, canary, "aws:cloudwatch/compositeAlarm:CompositeAlarm"] },
  P15: { parity: true },
  P16: { infrastructure: [service, targetGroup, "aws:lb/listenerRule:ListenerRule"] },
  P17: { infrastructure: [task], config: ["release.schema.version", "release.schema.runsWith"] },
  P18: {
    workflow: {
      file: release,
      runs: ["./golive check", "./golive up staging", "./golive cutover t0 production --from up"],
    },
  },
  W01: {
    workflow: {
      file: pullRequest,
      runs: ["./golive check", "./golive audit", "./golive test --coverage", ".ci/run", "./golive gate"],
    },
  },
  W02: { documents: ["docs/runbook.md#one-off-tasks"] },
  W09: { documents: ["docs/runbook.md#rollback", "docs/runbook.md#a-migration-that-fails"] },
  W10: {
    workflow: {
      file: ".github/workflows/redeploy.yml",
      runs: ["./golive ops redeploy", "./golive ops rollback"],
    },
  },
  W05: {
    infrastructure: ["aws:cloudwatch/logGroup:LogGroup", "aws:cloudwatch/queryDefinition:QueryDefinition"],
  },
  W06: { infrastructure: [alarm] },
  K04: { infrastructure: ["aws:backup/restoreTestingPlan:RestoreTestingPlan", restoreTest] },
  K05: { infrastructure: [service, targetGroup, alarm] },
  K07: { infrastructure: [alarm] },
  K08: { infrastructure: [alarm] },
  K09: { infrastructure: [alarm, "aws:cloudwatch/logMetricFilter:LogMetricFilter"] },
  K10: { infrastructure: [canary, alarm] },
  K11: { infrastructure: [alarm] },
  K12: { infrastructure: [alarm, "aws:cloudwatch/logMetricFilter:LogMetricFilter"] },
  K13: {
    infrastructure: [alarm, "aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"],
  },
  K14: { infrastructure: [firewall, "aws:appautoscaling/target:Target"] },
  K15: { infrastructure: [firewall] },
  K17: {
    infrastructure: [task, backupPlan],
    documents: ["docs/runbook.md#rollback", "docs/runbook.md#restore-the-database"],
  },
  K20: { infrastructure: [dashboard, alarm] },
  K21: { infrastructure: [backupPlan, restoreTest] },
  K22: {
    infrastructure: [firewall, task, "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy"],
  },
  K24: {
    documents: ["docs/runbook.md#the-first-day-and-every-day-after"],
    workflow: {
      file: nightly,
      runs: ["./golive ops restore-drill", "./golive ops drumbeat weekly", "./golive ops drumbeat daily"],
    },
  },
  K23: { infrastructure: [alarm, dashboard, "aws:cloudwatch/compositeAlarm:CompositeAlarm"] },
  K25: { config: ["launch.approvers"] },
};
