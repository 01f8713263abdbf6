import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../document.ts";
import { arnOf, type Place } from "../../place.ts";
import { keyStatement } from "../../secrets/key-class.ts";
import type { EngineName } from "./engine.ts";

const kinds = {
  postgres: {
    resource: "db",
    look: "rds:DescribeDBInstances",
    secret: "rds!db-*",
    tag: "aws:rds:primaryDBInstanceArn",
  },
  "aurora-postgresql": {
    resource: "cluster",
    look: "rds:DescribeDBClusters",
    secret: "rds!cluster-*",
    tag: "aws:rds:primaryDBClusterArn",
  },
} as const;

/** The database's ARN, known before it exists. */
export const databaseArn = (place: Place, engine: EngineName, name: string): string =>
  arnOf(place, "rds", `${kinds[engine].resource}:${name}`);

/**
 * Lets a role read the owner's secret of this database and of no other: RDS chooses its name, and tags it with the
 * database's ARN ("Password management with RDS and Secrets Manager", RDS guide).
 */
export function readsOwner(place: Place, engine: EngineName, name: string): readonly Statement[] {
  const { secret, tag } = kinds[engine];
  const secrets = arnOf(place, "secretsmanager", `secret:${secret}`);
  const key = keyStatement(place, "secrets", "secretsmanager", ["kms:Decrypt"], [secrets]);
  return [
    {
      Sid: "OwnerOfTheDatabase",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: secrets,
      Condition: {
        StringEquals: { [`secretsmanager:ResourceTag/${tag}`]: databaseArn(place, engine, name) },
      },
    },
    { ...key, Sid: "KeyOfTheOwner" },
  ];
}

/** Lets a role ask RDS which secret that is: what was restored and has taken the name keeps its owner in another one. */
export const findsOwner = (place: Place, engine: EngineName, name: string): Statement => ({
  Sid: "FindOwner",
  Effect: "Allow",
  Action: kinds[engine].look,
  Resource: databaseArn(place, engine, name),
});

/** The address of the owner's secret, once RDS has made it. */
export const ownerSecretOf = (
  secrets: pulumi.Output<readonly { readonly secretArn: string }[]>,
): pulumi.Output<string> => secrets.apply((made) => made?.[0]?.secretArn ?? "");

/** RDS rotates it by itself, with no function of ours (G08). Only functions and the proxy read it, each time anew. */
export const rotateOwner = (name: string, secretId: pulumi.Input<string>, parent: pulumi.Resource): void => {
  new aws.secretsmanager.SecretRotation(
    name,
    { secretId, rotationRules: { automaticallyAfterDays: 30 } },
    { parent },
  );
};
