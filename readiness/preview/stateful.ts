const data = "the product's data, back to the last snapshot at best";
const far = "the data's copy in another region, for the day on which this one is away";
const copy = "a copy that was taken to go back to";
const cache = "jobs that wait, and who is logged in";
const files = "the files that tasks share";
const disk = "the blocks of a disk";
const index = "the index, and whatever is stored nowhere else";
const objects = "objects, their versions, and a name that anybody may take afterwards";
const table = "the items of the table";
const key = "the only way to read whatever was encrypted under it, backups too";
const value = "a value that may be known nowhere else";
const backups = "the backups themselves";
const images = "images, those of releases to go back to among them";
const code = "what was published, its earlier versions among it";
const logs = "the logs of its retention, which an audit may ask for";
const waiting = "messages that wait, dead letters among them";
const unread = "records that nobody has read yet";
const accounts = "accounts and their passwords, which cannot be exported";
const sender = "the DKIM keys and the standing of a sender, until DNS is proven again";
const names = "every name of the domain; a new zone has other name servers";
const host = "a host name: a new one cannot take it over while the old one has it";
const called = "an address that clients were built with; AWS gives another one";
const address = "an address that others let in by number; AWS gives another one";
const promise = "the promise that nobody deletes a record before its time";

/**
 * What is lost with a resource, for the sentence "it holds …": by service and kind, as `@pulumi/aws` names them (a kind's V2
 * is the same). Not here is what a program makes again as it was: servers, roles, rules, alarms, what joins two of them.
 */
// biome-ignore format: one service a line
const stateful: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  acmpca: { certificateAuthority: "the authority by which everything below it is believed" },
  amp: { workspace: "the history of metrics" },
  apigateway: { restApi: called },
  apigatewayv2: { api: called },
  appsync: { api: called, graphQLApi: called },
  backup: {
    vault: backups, logicallyAirGappedVault: backups,
    vaultLockConfiguration: "the promise that nobody deletes a backup",
    vaultPolicy: "what refuses to have backups deleted or carried away",
  },
  cloudfront: { distribution: host, multitenantDistribution: host, distributionTenant: host, keyValueStore: table, anycastIpList: address },
  cloudhsmv2: { cluster: key, hsm: key },
  cloudsearch: { domain: index },
  cloudtrail: { trail: "the record of who did what, which nobody writes meanwhile", eventDataStore: logs },
  cloudwatch: { logGroup: logs, logStream: logs, eventArchive: "events that could be played again" },
  codeartifact: { domain: code, repository: code },
  codecommit: { repository: code },
  cognito: { userPool: accounts, user: accounts },
  directoryservice: { directory: accounts },
  docdb: { cluster: data, elasticCluster: data, globalCluster: far, clusterSnapshot: copy },
  dsql: { cluster: data },
  dynamodb: { table, globalTable: table, tableReplica: far },
  ebs: { volume: disk, volumeCopy: disk, snapshot: copy, snapshotCopy: copy, snapshotImport: copy },
  ec2: { eip: address, vpc: "the network that everything else stands in", instance: disk, ami: copy, amiCopy: copy, amiFromInstance: copy },
  ecr: { repository: images },
  ecrpublic: { repository: images },
  efs: { fileSystem: files },
  elasticache: { replicationGroup: cache, serverlessCache: cache, cluster: cache, globalReplicationGroup: far },
  elasticsearch: { domain: index },
  fsx: {
    lustreFileSystem: files, ontapFileSystem: files, openZfsFileSystem: files, windowsFileSystem: files, fileCache: files,
    ontapStorageVirtualMachine: files, ontapVolume: files, openZfsVolume: files, backup: copy, openZfsSnapshot: copy,
  },
  glacier: { vault: "archives", vaultLock: promise },
  globalaccelerator: { accelerator: address, customRoutingAccelerator: address },
  grafana: { workspace: "dashboards and who may see them" },
  kendra: { index },
  keyspaces: { keyspace: data, table: data },
  kinesis: { stream: unread, videoStream: unread },
  kms: { key, replicaKey: key, externalKey: key, replicaExternalKey: key, customKeyStore: key },
  lambda: { functionUrl: called },
  lightsail: { database: data, bucket: objects, instance: disk, disk, staticIp: address },
  memorydb: { cluster: "the data set, which is all there is of it", multiRegionCluster: far, snapshot: copy },
  mq: { broker: waiting },
  msk: { cluster: unread, serverlessCluster: unread, topic: unread },
  neptune: { cluster: data, globalCluster: far, clusterSnapshot: copy },
  neptunegraph: { graph: data },
  opensearch: { domain: index, serverlessCollection: index },
  organizations: { account: "an account, and all that stands in it" },
  qldb: { ledger: data },
  rds: {
    instance: data, cluster: data, shardGroup: data, globalCluster: far, instanceAutomatedBackupsReplication: far,
    snapshot: copy, snapshotCopy: copy, clusterSnapshot: copy, clusterSnapshotCopy: copy,
  },
  redshift: { cluster: data, clusterSnapshot: copy },
  redshiftserverless: { namespace: data, snapshot: copy },
  route53: { zone: names, delegationSet: names },
  route53domains: { domain: "the domain, which anybody may take afterwards", registeredDomain: "the domain, which anybody may take afterwards" },
  s3: {
    bucket: objects, directoryBucket: objects, vectorsVectorBucket: index, vectorsIndex: index, filesFileSystem: files,
    bucketObjectLockConfiguration: promise,
    bucketPolicy: "what refuses to have the bucket's objects deleted, written over, or read in the clear",
    bucketVersioning: "earlier versions of objects: what is deleted or written over without it is gone",
  },
  s3control: { bucket: objects },
  s3tables: { tableBucket: objects, table: objects },
  secretsmanager: { secret: value, secretVersion: value },
  ses: { domainIdentity: sender, emailIdentity: sender },
  sesv2: { emailIdentity: sender, dedicatedIpPool: sender, contactList: "who wants mail, and who wants none any more" },
  sns: { topic: "subscriptions that people confirmed: until they do again, nobody is told" },
  sqs: { queue: waiting },
  ssm: { parameter: value },
  storagegateway: { cachesIscsiVolume: disk, storedIscsiVolume: disk },
  timestreaminfluxdb: { dbCluster: data, dbInstance: data },
  timestreamwrite: { database: data, table: data },
  workspaces: { workspace: disk },
};

/** What is lost with a resource of a type; undefined: nothing that the program does not make again. */
export function holdingOf(type: string): string | undefined {
  const [, service = "", kind = ""] = /^aws:(\w+)\/(\w+?)(?:V2)?:\w+$/.exec(type) ?? [];
  const own = Object.hasOwn(stateful, service) ? stateful[service] : undefined;
  return own && Object.hasOwn(own, kind) ? own[kind] : undefined;
}

/** Each as `service/kind`. */
export const statefulKinds: readonly string[] = Object.entries(stateful).flatMap(([service, own]) =>
  Object.keys(own).map((kind) => `${service}/${kind}`),
);
