import { add, disconnect, edit, type Mutation, option, remove, set } from "./mutation.ts";

const database = { type: "aws:rds/instance:Instance" };
const parameters = { type: "aws:rds/parameterGroup:ParameterGroup" };
const databaseGroup = { type: "aws:ec2/securityGroup:SecurityGroup", name: /^database-group$/ };
const ingress = {
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name: /^database-from-proxy$/,
};
const apiIngress = { ...ingress, name: /^database-proxy-from-api$/ };
const apiGroup = { type: databaseGroup.type, name: /^api-group$/ };
const proxy = { type: "aws:rds/proxy:Proxy" };
const proxyTarget = { type: "aws:rds/proxyTarget:ProxyTarget" };
const pool = { type: "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup" };
const user = (name: RegExp) => ({ type: "aws:elasticache/user:User", name });
const cacheParameters = { type: "aws:elasticache/parameterGroup:ParameterGroup" };
const cache = { type: "aws:elasticache/replicationGroup:ReplicationGroup" };
const reports = /^bucket-reports-/;
const secret = { type: "aws:secretsmanager/secret:Secret", name: /OPENAI/ };

const parameter = (name: string, value: string) =>
  edit(parameters, (now) => ({
    parameters: (now.parameters as { name: string }[]).map((one) =>
      one.name === name ? { ...one, value } : one,
    ),
  }));

export const dataMutations: readonly Mutation[] = [
  {
    title: "the database is not encrypted",
    requirement: "C09",
    change: set(database, { storageEncrypted: false }),
  },
  {
    title: "encryption of the database is left to the default",
    requirement: "C09",
    change: set(database, { storageEncrypted: undefined }),
  },
  {
    title: "the database has no key of its own",
    requirement: "C09",
    change: disconnect(database, "kmsKeyId", undefined),
  },
  {
    title: "the database has a public address",
    requirement: "G01",
    change: set(database, { publiclyAccessible: true }),
  },
  { title: "the database has no standby", requirement: "G01", change: set(database, { multiAz: false }) },
  {
    title: "the database can be deleted by one call",
    requirement: "C09",
    change: set(database, { deletionProtection: false }),
  },
  {
    title: "Pulumi does not protect the database",
    requirement: "C09",
    change: option(database, { protect: false }),
  },
  {
    title: "backups are kept for a day",
    requirement: "G01",
    change: set(database, { backupRetentionPeriod: 1 }),
  },
  {
    title: "the last snapshot is skipped",
    requirement: "C09",
    change: set(database, { skipFinalSnapshot: true }),
  },
  {
    title: "the database's owner has a default name",
    requirement: "C04",
    change: set(database, { username: "postgres" }),
  },
  {
    title: "the database's password is in the program",
    requirement: "C04",
    change: set(database, { manageMasterUserPassword: undefined, password: "hunter22hunter22" }),
  },
  {
    title: "the database accepts plain connections",
    requirement: "P03",
    change: parameter("rds.force_ssl", "0"),
  },
  {
    title: "the database does not use the parameter group",
    requirement: "P03",
    change: disconnect(database, "parameterGroupName", undefined),
  },
  {
    title: "the database's log is not exported",
    requirement: "C15",
    change: set(database, { enabledCloudwatchLogsExports: [] }),
  },
  {
    title: "anyone may knock on the database",
    requirement: "G01",
    change: disconnect(ingress, "referencedSecurityGroupId", undefined),
  },
  {
    title: "the world may knock on the database",
    requirement: "G01",
    change: add(ingress, {
      type: ingress.type,
      name: "database-from-anywhere",
      inputs: {
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        description: "for a while",
        securityGroupId: "sg-0123456789abcdef0",
      },
      uses: { securityGroupId: databaseGroup },
    }),
  },
  {
    title: "the cache is not encrypted at rest",
    requirement: "G02",
    change: set(cache, { atRestEncryptionEnabled: false }),
  },
  {
    title: "the cache speaks in the clear",
    requirement: "G02",
    change: set(cache, { transitEncryptionEnabled: false }),
  },
  {
    title: "the cache asks for no password",
    requirement: "G02",
    change: disconnect(cache, "userGroupIds", undefined),
  },
  {
    title: "the cache does not fail over",
    requirement: "C10",
    change: set(cache, { automaticFailoverEnabled: false }),
  },
  {
    title: "the cache keeps no snapshots",
    requirement: "C10",
    change: set(cache, { snapshotRetentionLimit: 0 }),
  },
  {
    title: "the bucket can be made public",
    requirement: "C09",
    change: set(
      { type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", name: reports },
      { blockPublicPolicy: false },
    ),
  },
  {
    title: "the bucket keeps no versions",
    requirement: "C14",
    change: set(
      { type: "aws:s3/bucketVersioning:BucketVersioning", name: reports },
      { versioningConfiguration: { status: "Suspended" } },
    ),
  },
  {
    title: "the bucket has no policy against plain HTTP",
    requirement: "G05",
    change: remove({ type: "aws:s3/bucketPolicy:BucketPolicy", name: reports }),
  },
  {
    title: "the bucket is emptied when it is deleted",
    requirement: "C09",
    change: set({ type: "aws:s3/bucket:Bucket", name: reports }, { forceDestroy: true }),
  },
  {
    title: "a secret has no key of its own",
    requirement: "G07",
    change: disconnect(secret, "kmsKeyId", undefined),
  },
  { title: "a secret that a task names does not exist", requirement: "G07", change: remove(secret) },
  {
    title: "a key is never rotated",
    requirement: "G07",
    change: set({ type: "aws:kms/key:Key", name: /secrets$/ }, { enableKeyRotation: false }),
  },
  {
    title: "a service is let in to the database beside its proxy",
    requirement: "C14",
    change: add(ingress, {
      type: ingress.type,
      name: "database-from-api",
      inputs: { ipProtocol: "tcp", fromPort: 5432, toPort: 5432, description: "PostgreSQL from api" },
      uses: { securityGroupId: databaseGroup, referencedSecurityGroupId: apiGroup },
    }),
  },
  {
    title: "anyone may knock on the proxy",
    requirement: "G01",
    change: disconnect(apiIngress, "referencedSecurityGroupId", undefined),
  },
  {
    title: "the proxy accepts plain connections",
    requirement: "P03",
    change: set(proxy, { requireTls: false }),
  },
  {
    title: "the proxy writes statements into its log",
    requirement: "G07",
    change: set(proxy, { debugLogging: true }),
  },
  {
    title: "the proxy has no login",
    requirement: "G07",
    change: disconnect(proxy, "auths", []),
  },
  {
    title: "the proxy's clients sign in by MD5",
    requirement: "P03",
    change: edit(proxy, ({ auths }) => ({
      auths: (auths as object[]).map((auth) => ({ ...auth, clientPasswordAuthType: "POSTGRES_MD5" })),
    })),
  },
  { title: "no database stands behind the proxy", requirement: "C14", change: remove(proxyTarget) },
  {
    title: "the proxy may take every connection",
    requirement: "K11",
    change: set(pool, { connectionPoolConfig: { maxConnectionsPercent: 100 } }),
  },
  {
    title: "how much the proxy may take is left to the default",
    requirement: "K11",
    change: set(pool, { connectionPoolConfig: undefined }),
  },
  {
    title: "a statement may run for ever",
    requirement: "P13",
    change: parameter("statement_timeout", "0"),
  },
  {
    title: "a transaction may be idle for a day",
    requirement: "P13",
    change: parameter("idle_in_transaction_session_timeout", "86400000"),
  },
  {
    title: "the application may run every command of the cache",
    requirement: "C10",
    change: set(user(/^cache-queue-app$/), { accessString: "on ~* &* +@all" }),
  },
  {
    title: "the cache's default user is on",
    requirement: "G02",
    change: set(user(/^cache-queue-default$/), { accessString: "on ~* +@read" }),
  },
  {
    title: "a full cache throws jobs away",
    requirement: "P04",
    change: set(cacheParameters, { parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }] }),
  },
  {
    title: "a queue calls itself a mere cache and keeps no snapshots",
    requirement: "C10",
    change: set(cache, { snapshotRetentionLimit: 0, tags: { "data-class": "personal", role: "cache" } }),
  },
  {
    title: "the database does not say what it holds",
    requirement: "C18",
    change: set(database, { tags: {} }),
  },
  {
    title: "the cache does not say what it holds",
    requirement: "C18",
    change: set(cache, { tags: { role: "queue" } }),
  },
  {
    title: "the database is put into another region",
    requirement: "C18",
    change: set(database, { region: "us-east-1" }),
  },
];
