import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CacheSettings } from "../../config/shape/data.ts";
import { durable } from "../durable.ts";
import { admit, closedGroup } from "../network/closed-group.ts";
import { arnOf, type Place } from "../place.ts";
import { type LogSettings, logGroup } from "../watch/log-group.ts";
import { type CacheUser, cacheUsers } from "./cache-user.ts";
import { type QueuesIn, queueAccess } from "./queue-access.ts";

export interface CacheArgs {
  readonly place: Place;
  /** Its name in the configuration. */
  readonly id: string;
  readonly settings: CacheSettings;
  readonly queues: QueuesIn;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly keyArn: pulumi.Input<string>;
  readonly logs: LogSettings;
}

const port = 6379;

/** What happens when memory is full: a queue or a session store must refuse, for evicting would lose jobs or log people out. */
const whenFull = { queue: "noeviction", sessions: "noeviction", cache: "allkeys-lru" } as const;

/** The role that forbids the most speaks for all that share the group. */
const strictest = (roles: CacheSettings["roles"]): CacheSettings["roles"][number] =>
  (["queue", "sessions"] as const).find((role) => roles.includes(role)) ?? "cache";

/**
 * One Valkey primary and its replicas, which nobody can reach until `admit` names them.
 * Not sharded and not serverless: RQ's scripts and `CLIENT LIST` work on neither (rq #1942, #2125).
 */
export class Cache extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  /** Its identifier in AWS and its ARN, known before it exists. */
  readonly name: string;
  readonly arn: string;
  readonly replicationGroupId: pulumi.Output<string>;
  /** The names that ElastiCache gives the members, for the alarms of each. */
  readonly nodeIds: readonly string[];
  /** Whom clients sign in as; its password is made by a function, and nothing here knows it. */
  readonly user: CacheUser;
  /** Whom the platform counts queues as, where there are any. */
  readonly monitor: CacheUser | undefined;
  /** Its security group: what a client must be allowed to reach. */
  readonly groupId: pulumi.Output<string>;
  readonly port = port;
  readonly #name: string;
  readonly #group: aws.ec2.SecurityGroup;

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:cache:Cache", name, {}, opts);
    const { place, settings } = args;
    const own = { parent: this };
    const id = `${place.prefix}-cache-${args.id}`;
    const role = strictest(settings.roles);
    const major = settings.version.split(".")[0];
    const replicated = settings.replicas > 0;
    this.#name = name;

    this.#group = closedGroup(
      `${name}-group`,
      { vpcId: args.vpcId, label: id, description: "Valkey: whoever is admitted, and no way out" },
      this,
    );
    const subnets = new aws.elasticache.SubnetGroup(
      `${name}-subnets`,
      { name: id, description: "The tier without a way out", subnetIds: args.subnetIds },
      own,
    );
    const parameters = new aws.elasticache.ParameterGroup(
      `${name}-parameters`,
      {
        name: `${id}-${major}`,
        family: `valkey${major}`,
        description: `Valkey as ${settings.roles.join(", ")}`,
        parameters: [{ name: "maxmemory-policy", value: whenFull[role] }],
      },
      own,
    );
    const users = cacheUsers(name, `${place.prefix}-${args.id}`, queueAccess(args.queues), this);
    // Under /aws/vendedlogs/, one resource policy serves all groups; elsewhere it would grow to its limit of 5,120 characters.
    const log = (kind: string) =>
      logGroup(`${name}-logs-${kind}`, `/aws/vendedlogs/elasticache/${id}/${kind}`, args.logs, this);
    const delivered = ["slow-log", "engine-log"].map((logType) => ({
      logType,
      logFormat: "json",
      destinationType: "cloudwatch-logs",
      destination: log(logType).name,
    }));

    const group = new aws.elasticache.ReplicationGroup(
      `${name}-replication-group`,
      {
        replicationGroupId: id,
        description: `Valkey as ${settings.roles.join(", ")}`,
        engine: "valkey",
        engineVersion: settings.version,
        autoMinorVersionUpgrade: true,
        nodeType: settings.nodeType,
        port,
        parameterGroupName: parameters.name,

        clusterMode: "disabled",
        numCacheClusters: settings.replicas + 1,
        automaticFailoverEnabled: replicated,
        multiAzEnabled: replicated,

        subnetGroupName: subnets.name,
        securityGroupIds: [this.#group.id],
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        userGroupIds: [users.group.userGroupId],
        atRestEncryptionEnabled: true,
        kmsKeyId: args.keyArn,

        snapshotRetentionLimit: settings.snapshotDays,
        snapshotWindow: "01:00-02:00",
        maintenanceWindow: "sun:03:00-sun:04:00",
        finalSnapshotIdentifier: `${id}-final`,
        applyImmediately: false,
        logDeliveryConfigurations: delivered,
        tags: { "data-class": settings.dataClass, role },
      },
      durable(this),
    );

    this.name = id;
    this.arn = arnOf(place, "elasticache", `replicationgroup:${id}`);
    this.host = group.primaryEndpointAddress;
    this.groupId = this.#group.id;
    this.replicationGroupId = group.replicationGroupId;
    this.nodeIds = Array.from(
      { length: settings.replicas + 1 },
      (_, at) => `${id}-${String(at + 1).padStart(3, "0")}`,
    );
    this.user = users.app;
    this.monitor = users.monitor;
    this.registerOutputs({ host: this.host, replicationGroupId: this.replicationGroupId });
  }

  /** Lets one client in, on Valkey's port and nowhere else. */
  admit(client: string, groupId: pulumi.Input<string>): void {
    const from = { referencedSecurityGroupId: groupId };
    admit(`${this.#name}-from-${client}`, this.#group, from, port, `Valkey from ${client}`, this);
  }
}
