/** What nobody can make again, by its URN: no command may take it away by itself. */
export const durable =
  /[:$]aws:(rds\/(instance|cluster|clusterInstance)|elasticache\/replicationGroup|backup\/(vault|vaultLockConfiguration)|kms\/key|s3\/bucket|secretsmanager\/secret):/;
