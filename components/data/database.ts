import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { DatabaseSettings } from "../../config/shape/data.ts";
import { admit } from "../network/closed-group.ts";
import type { Place } from "../place.ts";
import type { LogSettings } from "../watch/log-group.ts";
import { aurora } from "./postgres/aurora.ts";
import {
  type Engine,
  type EngineArgs,
  type EngineName,
  postgresPort as port,
  type Replica,
} from "./postgres/engine.ts";
import { databaseGroups, type Groups } from "./postgres/groups.ts";
import { instance } from "./postgres/instance.ts";
import { databaseArn, rotateOwner } from "./postgres/owner.ts";
import { type ProxiedLogin, poolingProxy } from "./postgres/proxy.ts";

export interface DatabaseArgs {
  readonly place: Place;
  readonly settings: DatabaseSettings;
  readonly slo: Config["slo"];
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly keyArn: pulumi.Input<string>;
  /** The key of the owner's password, which is a credential and not data. */
  readonly secretsKeyArn: pulumi.Input<string>;
  readonly logs: LogSettings;
  /** Secrets of the application's two logins, as RDS Proxy reads them. */
  readonly proxied: readonly ProxiedLogin[];
}

/**
 * One PostgreSQL, as an RDS instance or an Aurora cluster, with RDS Proxy in front. Nobody can reach the proxy until
 * `admit` names them, and the server only who wears its client group.
 *
 * How services get in, and what it costs: `DATABASE_URL` is one secret with the whole address, read by a task when it
 * starts, with the password of a login of the application's own. Two logins take turns at rotation, so the password that
 * a running task holds stays valid until the rotation after the next restart; services are restarted one by one in
 * between. IAM tokens would need no password, but last fifteen minutes and want a driver that makes new ones, which an
 * address cannot carry: hence the proxy's `iamAuth` is off. The secret that RDS manages for the owner would need no
 * function of ours, but it changes under running tasks, and it opens everything: it is for the functions that make the
 * logins, and for the proxy.
 */
export class Database extends pulumi.ComponentResource {
  readonly engine: EngineName;
  /** Its identifier in AWS and its ARN, known before it exists, for policies. */
  readonly name: string;
  readonly arn: string;
  readonly identifier: pulumi.Output<string>;
  /** The server itself: for what makes roles, migrates and measures. */
  readonly host: pulumi.Output<string>;
  /** Where it can only be read from, where the stack asks for read replicas. */
  readonly readHost: pulumi.Output<string> | undefined;
  /** Where services connect. */
  readonly proxyHost: pulumi.Output<string>;
  readonly proxyName: string;
  /** The owner's secret; `readsOwner` lets a role read it. */
  readonly credentialsArn: pulumi.Output<string>;
  /** What a client is told: no credential among it. */
  readonly env: Readonly<Record<string, string | pulumi.Output<string>>>;
  /** The server's own security group. */
  readonly groupId: pulumi.Output<string>;
  /** Worn, beside its own, by whoever must reach the server itself: it is let in, and may leave to nowhere else. */
  readonly clientGroupId: pulumi.Output<string>;
  /** What a client of the proxy, and of the read replicas, must be allowed to reach. */
  readonly proxyGroupId: pulumi.Output<string>;
  readonly replicaGroupId: pulumi.Output<string> | undefined;
  readonly subnetGroupName: pulumi.Output<string>;
  readonly parameterGroupName: pulumi.Output<string>;
  /** The servers that its identifier stands for, and the copies that are instances of their own, for the alarms of each. */
  readonly members: readonly pulumi.Output<string>[];
  readonly replicas: readonly Replica[];
  readonly logGroupName: pulumi.Output<string>;
  readonly port = port;
  readonly #name: string;
  readonly #groups: Groups;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:database:Database", name, {}, opts);
    const { place, settings, subnetIds, logs } = args;
    const identifier = `${place.prefix}-database`;
    this.#name = name;
    this.engine = settings.engine;
    this.name = identifier;
    this.proxyName = identifier;
    this.arn = databaseArn(place, settings.engine, identifier);

    const groups = databaseGroups(name, identifier, args.vpcId, settings.readReplicas > 0, this);
    this.#groups = groups;
    const subnets = new aws.rds.SubnetGroup(
      `${name}-subnets`,
      { name: identifier, description: "The tier without a way out", subnetIds },
      { parent: this },
    );
    const engine = this.#make(name, {
      ...args,
      identifier,
      subnetGroupName: subnets.name,
      groupId: groups.server.id,
      replicaGroupId: groups.replica?.id,
    });
    rotateOwner(`${name}-owner-rotation`, engine.credentialsArn, this);
    const pooled = {
      place,
      identifier,
      engineName: settings.engine,
      engine,
      proxied: args.proxied,
      subnetIds,
      logs,
    };
    this.proxyHost = poolingProxy(`${name}-proxy`, { ...pooled, groupId: groups.proxy.id }, this);

    this.identifier = engine.identifier;
    this.host = engine.host;
    this.readHost = engine.readHost;
    this.credentialsArn = engine.credentialsArn;
    this.groupId = groups.server.id;
    this.clientGroupId = groups.client.id;
    this.proxyGroupId = groups.proxy.id;
    this.replicaGroupId = groups.replica?.id;
    this.subnetGroupName = subnets.name;
    this.parameterGroupName = engine.parameterGroupName;
    this.members = engine.members;
    this.replicas = engine.replicas;
    this.logGroupName = engine.logGroupName;
    this.env = {
      DATABASE_HOST: this.proxyHost,
      DATABASE_PORT: String(port),
      DATABASE_NAME: settings.name,
      DATABASE_SSLMODE: "verify-full",
      ...(this.readHost && { DATABASE_READ_HOST: this.readHost }),
    };
    this.registerOutputs({
      identifier: this.identifier,
      host: this.host,
      proxyHost: this.proxyHost,
      credentialsArn: this.credentialsArn,
    });
  }

  /** Lets one client in to the proxy and to the read replicas, on the PostgreSQL port and nowhere else. */
  admit(client: string, groupId: pulumi.Input<string>): void {
    const from = { referencedSecurityGroupId: groupId };
    const { proxy, replica } = this.#groups;
    const into = (what: string, group: aws.ec2.SecurityGroup, says: string): void =>
      admit(`${this.#name}-${what}-from-${client}`, group, from, port, `${says} from ${client}`, this);
    into("proxy", proxy, "RDS Proxy");
    if (replica) into("replica", replica, "Read replica");
  }

  #make(name: string, args: EngineArgs): Engine {
    const { settings } = args;
    return settings.engine === "postgres"
      ? instance(name, { ...args, settings }, this)
      : aurora(name, { ...args, settings }, this);
  }
}
