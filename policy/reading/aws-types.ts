/** Type tokens of the AWS provider; each part of a load balancer has two spellings, and programs use both. */
export const service = "aws:ecs/service:Service";
export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
export const cluster = "aws:ecs/cluster:Cluster";
export const scalingTarget = "aws:appautoscaling/target:Target";
export const scalingPolicy = "aws:appautoscaling/policy:Policy";
export const repository = "aws:ecr/repository:Repository";

const spelled = (file: string, name: string): readonly [string, ...string[]] => [
  `aws:lb/${file}:${name}`,
  `aws:alb/${file}:${name}`,
];
export const loadBalancers = spelled("loadBalancer", "LoadBalancer");
export const listeners = spelled("listener", "Listener");
export const listenerRules = spelled("listenerRule", "ListenerRule");
export const targetGroups = spelled("targetGroup", "TargetGroup");

export const webAcl = "aws:wafv2/webAcl:WebAcl";
export const webAclRule = "aws:wafv2/webAclRule:WebAclRule";
export const webAclAssociation = "aws:wafv2/webAclAssociation:WebAclAssociation";
export const firewallLogging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";

export const certificate = "aws:acm/certificate:Certificate";
export const certificateValidation = "aws:acm/certificateValidation:CertificateValidation";
export const dnsRecord = "aws:route53/record:Record";

export const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const compositeAlarm = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
export const logGroup = "aws:cloudwatch/logGroup:LogGroup";
export const logFilter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
export const topic = "aws:sns/topic:Topic";
export const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
export const subscription = "aws:sns/topicSubscription:TopicSubscription";
export const budget = "aws:budgets/budget:Budget";
export const chatChannel = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";

export const queue = "aws:sqs/queue:Queue";

export const databases = ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"] as const;
export const cache = "aws:elasticache/replicationGroup:ReplicationGroup";

export const secret = "aws:secretsmanager/secret:Secret";
export const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
export const stackType = "pulumi:pulumi:Stack";

export const emailIdentity = "aws:sesv2/emailIdentity:EmailIdentity";
export const mailFrom = "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes";
export const configurationSets = [
  "aws:sesv2/configurationSet:ConfigurationSet",
  "aws:ses/configurationSet:ConfigurationSet",
] as const;
export const emailDestinations = [
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  "aws:ses/eventDestination:EventDestination",
] as const;
