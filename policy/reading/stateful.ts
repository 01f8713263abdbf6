/** Types whose content a program cannot make again. */
export const statefulTypes = [
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws:dynamodb/table:Table",
  "aws:efs/fileSystem:FileSystem",
  "aws:cognito/userPool:UserPool",
  "aws:backup/vault:Vault",
  "aws:kms/key:Key",
] as const;
