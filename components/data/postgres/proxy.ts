import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document, trust } from "../../document.ts";
import { proxyRole, secretArn } from "../../names.ts";
import { arnOf, type Place } from "../../place.ts";
import { role } from "../../role.ts";
import { keyStatement } from "../../secrets/key-class.ts";
import { type LogSettings, logGroup } from "../../watch/log-group.ts";
import type { Engine, EngineName } from "./engine.ts";
import { readsOwner } from "./owner.ts";

/** A login's secret, as RDS Proxy reads it: JSON with username and password. */
export interface ProxiedLogin {
  /** Its name in Secrets Manager, known before it exists. */
  readonly name: string;
  readonly arn: pulumi.Input<string>;
}

export interface ProxyArgs {
  readonly place: Place;
  /** The database's name in AWS, and the proxy's. */
  readonly identifier: string;
  readonly engineName: EngineName;
  readonly engine: Engine;
  readonly proxied: readonly ProxiedLogin[];
  readonly groupId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly logs: LogSettings;
}

/**
 * Keeps connections to the server open and shares them among its clients, who may come and go (C14). Returns where it
 * answers, once the server stands behind it.
 */
export function poolingProxy(name: string, args: ProxyArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { place, identifier, engine } = args;
  const signsIn = role(
    `${name}-role`,
    place,
    {
      name: proxyRole(place),
      description: "RDS Proxy reads the logins that it signs in with",
      trust: trust(place, "rds.amazonaws.com", arnOf(place, "rds", "db-proxy:*")),
    },
    parent,
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-role-policy`,
    { name: "logins", role: signsIn.name, policy: readsLogins(args) },
    { parent },
  );
  const log = logGroup(`${name}-log`, `/aws/rds/proxy/${identifier}`, args.logs, parent);

  const proxy = new aws.rds.Proxy(
    name,
    {
      name: identifier,
      engineFamily: "POSTGRESQL",
      roleArn: signsIn.arn,
      auths: [
        { secretArn: engine.credentialsArn, description: "the owner" },
        ...args.proxied.map(({ name: secret, arn }) => ({ secretArn: arn, description: secret })),
      ].map((auth) => ({
        ...auth,
        authScheme: "SECRETS",
        iamAuth: "DISABLED", // the address that clients are given carries a password
        clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
      })),
      requireTls: true, // P03
      idleClientTimeout: 1800,
      debugLogging: false, // it would write statements with the data in them
      vpcSubnetIds: args.subnetIds,
      vpcSecurityGroupIds: [args.groupId],
    },
    { parent, dependsOn: [log, policy] },
  );
  const targets = new aws.rds.ProxyDefaultTargetGroup(
    `${name}-targets`,
    {
      dbProxyName: proxy.name,
      connectionPoolConfig: {
        // The rest is for who connects directly: migrations, measurements, a person in an emergency (K11).
        maxConnectionsPercent: 75,
        maxIdleConnectionsPercent: 25,
        // A client waits no longer for a connection than a person for an answer: then it fails, and is counted.
        connectionBorrowTimeout: 30,
      },
    },
    { parent },
  );
  const target = new aws.rds.ProxyTarget(
    `${name}-target`,
    { dbProxyName: proxy.name, targetGroupName: targets.name, ...engine.target },
    { parent },
  );
  return pulumi.all([proxy.endpoint, target.id]).apply(([host]) => host);
}

function readsLogins({ place, engineName, identifier, proxied }: ProxyArgs): string {
  const secrets = proxied.map(({ name }) => secretArn(place, name));
  return document(
    ...readsOwner(place, engineName, identifier),
    {
      Sid: "LoginsOfTheApplication",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: secrets,
    },
    keyStatement(place, "secrets", "secretsmanager", ["kms:Decrypt"], secrets),
  );
}
