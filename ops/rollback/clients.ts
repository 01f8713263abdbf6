import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { RDSClient } from "@aws-sdk/client-rds";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { bounded } from "../session.ts";
import type { Target } from "../target.ts";

/** What a rollback asks beside ECS, which has a client of its own. */
export interface Clients {
  readonly s3: S3Client;
  readonly cloudwatch: CloudWatchClient;
  readonly rds: RDSClient;
  readonly secrets: SecretsManagerClient;
}

export function clientsOf({ config: { region } }: Target): Clients {
  const where = { region, ...bounded(30) };
  return {
    s3: new S3Client(where),
    cloudwatch: new CloudWatchClient(where),
    rds: new RDSClient(where),
    secrets: new SecretsManagerClient(where),
  };
}
