import { DescribeDBClustersCommand, DescribeDBInstancesCommand, type RDSClient } from "@aws-sdk/client-rds";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { Stopped } from "../shared/log.ts";
import { held } from "../shared/secrets.ts";
import type { Settings } from "./settings.ts";

export interface Clients {
  readonly rds: RDSClient;
  readonly secrets: SecretsManagerClient;
}

const ownerSecret = z.object({ username: z.string(), password: z.string() });

/**
 * Found out at every rotation: RDS changes the owner's password whenever it likes, and a database that was restored and
 * has taken another's name keeps it in another secret.
 */
export async function ownerOf(
  { rds, secrets }: Clients,
  database: Settings["owner"],
): Promise<{ readonly user: string; readonly password: string }> {
  const secret = await secretOf(rds, database);
  const read = ownerSecret.safeParse(parsed((await held(secrets, secret))?.value));
  if (!read.success) throw new Stopped("the owner's secret holds no username and password");
  return { user: read.data.username, password: read.data.password };
}

async function secretOf(rds: RDSClient, { engine, identifier }: Settings["owner"]): Promise<string> {
  const asked = engine === "postgres" ? instance(rds, identifier) : cluster(rds, identifier);
  const found = await asked.catch((error: unknown) => {
    // RDS names it in two ways, with "Fault" at the end and without.
    if (error instanceof Error && /^DB(Instance|Cluster)NotFound(Fault)?$/.test(error.name)) return undefined;
    throw error;
  });
  if (found === undefined) throw new Stopped(`there is no database ${identifier}`);
  const arn = found.MasterUserSecret?.SecretArn;
  if (arn === undefined) throw new Stopped(`RDS keeps no secret of the owner of ${identifier} yet`);
  return arn;
}

const instance = async (rds: RDSClient, DBInstanceIdentifier: string) =>
  (await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))).DBInstances?.[0];

const cluster = async (rds: RDSClient, DBClusterIdentifier: string) =>
  (await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }))).DBClusters?.[0];

function parsed(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
