import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Settings } from "../../functions/database-credentials/settings.ts";
import type { Moto } from "./moto.ts";

interface Owner {
  readonly username: string;
  readonly password: string;
}

/** A database whose owner's password RDS keeps; moto has made one up. Answers the secret's ARN. */
export async function managed(moto: Moto, { engine, identifier }: Settings["owner"], owner: Owner) {
  const rds = new RDSClient(moto.client);
  const manner = { Engine: engine, MasterUsername: owner.username, ManageMasterUserPassword: true };
  const made =
    engine === "postgres"
      ? (
          await rds.send(
            new CreateDBInstanceCommand({
              ...manner,
              DBInstanceIdentifier: identifier,
              DBInstanceClass: "db.t4g.micro",
              AllocatedStorage: 20,
            }),
          )
        ).DBInstance
      : (await rds.send(new CreateDBClusterCommand({ ...manner, DBClusterIdentifier: identifier })))
          .DBCluster;
  const arn = made?.MasterUserSecret?.SecretArn ?? "";
  await keepOwner(moto, arn, owner);
  return arn;
}

/** As RDS does when it changes the owner's password. */
export async function keepOwner(moto: Moto, arn: string, owner: Owner): Promise<void> {
  await new SecretsManagerClient(moto.client).send(
    new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(owner) }),
  );
}
