/**
 * Which changed inputs make the AWS provider replace a resource (its schema's "forces new resource"). Only what the tests
 * can meet: an identity that is chosen once, and what AWS cannot change in place.
 */
const identity = new Set([
  "bucket",
  "family",
  "name",
  "namePrefix",
  "replicationGroupId",
  "vpcId",
  "cidrBlock",
  "availabilityZone",
]);

const own: Readonly<Record<string, readonly string[]>> = {
  "aws:rds/instance:Instance": ["dbName", "engine", "kmsKeyId", "storageEncrypted", "username"],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    "atRestEncryptionEnabled",
    "kmsKeyId",
    "replicationGroupId",
  ],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretId", "secretString"],
  "aws:acm/certificate:Certificate": [
    "domainName",
    "subjectAlternativeNames",
    "validationMethod",
    "keyAlgorithm",
  ],
  "aws:iam/role:Role": ["name", "path"],
  "aws:iam/rolePolicy:RolePolicy": ["name", "role"],
  "aws:sns/topicSubscription:TopicSubscription": ["endpoint", "protocol", "topic"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["name"],
  "aws:route53/record:Record": ["name", "type", "zoneId"],
};

const inPlace: Readonly<Record<string, readonly string[]>> = {
  "aws:ecs/taskDefinition:TaskDefinition": ["region", "skipDestroy", "tags", "tagsAll", "trackLatest"],
  "random:index/randomPassword:RandomPassword": [],
};

export function replaces(type: string, changed: readonly string[]): readonly string[] {
  const kept = inPlace[type];
  if (kept) return changed.filter((key) => !kept.includes(key));
  return changed.filter((key) => own[type]?.includes(key) ?? identity.has(key));
}
