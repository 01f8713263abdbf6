import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import type { DatabaseSettings } from "../../../config/shape/data.ts";
import type { Place } from "../../place.ts";
import type { LogSettings } from "../../watch/log-group.ts";

/** What an engine is made with: the same for each, so that the component around it need not know which one it is. */
export interface EngineArgs<Settings extends DatabaseSettings = DatabaseSettings> {
  readonly place: Place;
  readonly settings: Settings;
  readonly slo: Config["slo"];
  /** Its name in AWS, known before it exists. */
  readonly identifier: string;
  readonly subnetGroupName: pulumi.Input<string>;
  readonly groupId: pulumi.Input<string>;
  /** In front of what is only read from, where there are read replicas. */
  readonly replicaGroupId: pulumi.Input<string> | undefined;
  readonly keyArn: pulumi.Input<string>;
  /** The key of the owner's password, which is a credential and not data. */
  readonly secretsKeyArn: pulumi.Input<string>;
  readonly logs: LogSettings;
}

/** A PostgreSQL that runs: where it answers, and by what RDS Proxy, alarms and backups know it. */
export interface Engine {
  readonly identifier: pulumi.Output<string>;
  /** Where it can be written to, whichever of its members that is. */
  readonly host: pulumi.Output<string>;
  /** Where it can only be read from; undefined where the stack asks for no read replica. */
  readonly readHost: pulumi.Output<string> | undefined;
  /** The owner's secret, which RDS makes and rotates. */
  readonly credentialsArn: pulumi.Output<string>;
  readonly parameterGroupName: pulumi.Output<string>;
  /** The servers that its identifier stands for. */
  readonly members: readonly pulumi.Output<string>[];
  readonly replicas: readonly Replica[];
  readonly logGroupName: pulumi.Output<string>;
  /** What a proxy points at. */
  readonly target: Pick<aws.rds.ProxyTargetArgs, "dbInstanceIdentifier" | "dbClusterIdentifier">;
}

/** A copy to read from that is an instance of its own, with numbers and a log of its own; a cluster has only members. */
export interface Replica {
  readonly identifier: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
}

export type EngineName = DatabaseSettings["engine"];

export const postgresPort = 5432;

/** Where RDS's own certificates come from; its successor is a change of this line and a restart in the window. */
export const certificateAuthority = "rds-ca-rsa2048-g1";

/** Backups are taken at night, changes made on Sunday after them, both in UTC. */
export const windows = { backup: "01:00-02:00", maintenance: "sun:03:00-sun:04:00" } as const;
