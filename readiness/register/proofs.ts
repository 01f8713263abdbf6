/** What a served row must find in the stack beside rules; `test/verdict.test.ts` shows each of these to be live. */
interface OtherProofs {
  /** Letter I: resource types of which the program must register at least one each. */
  readonly infrastructure?: readonly string[];
  /** Letter P: keys without which the stack file is refused, so that an evaluation exists only where they are filled. */
  readonly config?: readonly string[];
  /** Letter P: the comparison of staging with production. */
  readonly parity?: true;
}

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const database = "aws:rds/instance:Instance";
const secret = "aws:secretsmanager/secret:Secret";
const service = "aws:ecs/service:Service";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const task = "aws:ecs/taskDefinition:TaskDefinition";

export const otherProofs: Readonly<Record<string, OtherProofs>> = {
  G01: { infrastructure: [database] },
  G02: { infrastructure: [cache] },
  G05: {
    infrastructure: [
      "aws:acm/certificate:Certificate",
      "aws:lb/listener:Listener",
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:route53/record:Record",
    ],
  },
  G07: { infrastructure: [secret] },
  G15: {
    infrastructure: ["aws:sns/topic:Topic", "aws:sns/topicSubscription:TopicSubscription"],
    config: ["oncall.primary", "oncall.secondary", "oncall.escalation", "oncall.routes"],
  },
  C03: { infrastructure: ["random:index/randomPassword:RandomPassword"] },
  C04: { infrastructure: [database] },
  C05: { infrastructure: [task] },
  C08: { infrastructure: [task] },
  C09: { infrastructure: [database] },
  C10: { infrastructure: [cache] },
  C11: { infrastructure: [targetGroup] },
  C15: { infrastructure: [alarm, "aws:cloudwatch/logGroup:LogGroup"] },
  C22: { config: ["contacts.infrastructure", "contacts.database", "contacts.oncall", "contacts.escalation"] },
  P02: { infrastructure: [service, "aws:lb/listenerRule:ListenerRule"] },
  P03: { infrastructure: ["aws:rds/parameterGroup:ParameterGroup"] },
  P04: { infrastructure: [cache, service] },
  P06: { infrastructure: [secret, task] },
  P08: { infrastructure: [targetGroup] },
  P15: { parity: true },
  K07: { infrastructure: [alarm] },
  K08: { infrastructure: [alarm] },
  K11: { infrastructure: [alarm] },
};
