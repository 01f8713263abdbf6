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
  "aws:rds/cluster:Cluster": [
    "clusterIdentifier",
    "databaseName",
    "dbSubnetGroupName",
    "engine",
    "engineMode",
    "kmsKeyId",
    "masterUsername",
    "storageEncrypted",
  ],
  "aws:rds/clusterInstance:ClusterInstance": ["clusterIdentifier", "engine", "identifier"],
  "aws:rds/proxy:Proxy": ["engineFamily", "vpcSubnetIds"],
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": ["dbProxyName"],
  "aws:rds/proxyTarget:ProxyTarget": [
    "dbClusterIdentifier",
    "dbInstanceIdentifier",
    "dbProxyName",
    "targetGroupName",
  ],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    "atRestEncryptionEnabled",
    "kmsKeyId",
    "replicationGroupId",
  ],
  "aws:elasticache/user:User": ["userId", "userName"],
  "aws:elasticache/userGroup:UserGroup": ["userGroupId"],
  "aws:backup/vault:Vault": ["kmsKeyArn", "name"],
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": [
    "backupVaultName",
    "changeableForDays",
    "maxRetentionDays",
    "minRetentionDays",
  ],
  "aws:backup/selection:Selection": ["iamRoleArn", "name", "planId", "resources"],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretId", "secretString"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["secretArn"],
  "aws:secretsmanager/secretRotation:SecretRotation": ["secretId"],
  // Without `lifecycleScope: CRUD`, each change of what it says is another call.
  "aws:lambda/invocation:Invocation": ["functionName", "input", "qualifier", "triggers"],
  "aws:lambda/permission:Permission": [
    "action",
    "function",
    "principal",
    "sourceAccount",
    "sourceArn",
    "statementId",
  ],
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
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["actionsEnabled", "alarmName"],
  "aws:cloudwatch/dashboard:Dashboard": ["dashboardName"],
  "aws:wafv2/webAcl:WebAcl": ["name", "scope"],
  "aws:wafv2/webAclAssociation:WebAclAssociation": ["resourceArn", "webAclArn"],
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": ["resourceArn"],
  "aws:sesv2/configurationSet:ConfigurationSet": ["configurationSetName"],
  "aws:sesv2/emailIdentity:EmailIdentity": ["emailIdentity"],
  "aws:amp/workspace:Workspace": ["kmsKeyArn"],
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
