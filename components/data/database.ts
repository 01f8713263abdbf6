import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import { durable } from "../durable.ts";
import { admit, closedGroup } from "../network/closed-group.ts";
import type { Place } from "../place.ts";
import { type LogSettings, logGroup } from "../watch/log-group.ts";
import { databaseMonitoring } from "./database-monitoring.ts";
import { databaseParameters } from "./database-parameters.ts";

export interface DatabaseArgs {
  readonly place: Place;
  readonly settings: Config["database"];
  readonly slo: Config["slo"];
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly keyArn: pulumi.Input<string>;
  /** The key of the owner's password, which is a credential and not data. */
  readonly secretsKeyArn: pulumi.Input<string>;
  readonly logs: LogSettings;
}

const port = 5432;

/**
 * One PostgreSQL instance that nobody can reach until `admit` names them.
 * RDS makes and rotates its owner's password; it never enters our state.
 */
export class Database extends pulumi.ComponentResource {
  readonly identifier: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly credentialsArn: pulumi.Output<string>;
  /** What a client is told: no credential among it. */
  readonly env: Readonly<Record<string, string | pulumi.Output<string>>>;
  /** Its security group: what a client must be allowed to reach. */
  readonly groupId: pulumi.Output<string>;
  readonly port = port;
  readonly #name: string;
  readonly #group: aws.ec2.SecurityGroup;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:database:Database", name, {}, opts);
    const { place, settings } = args;
    const own = { parent: this };
    const identifier = `${place.prefix}-database`;
    this.#name = name;

    this.#group = closedGroup(
      `${name}-group`,
      {
        vpcId: args.vpcId,
        label: identifier,
        description: "PostgreSQL: whoever is admitted, and no way out",
      },
      this,
    );
    const subnets = new aws.rds.SubnetGroup(
      `${name}-subnets`,
      { name: identifier, description: "The tier without a way out", subnetIds: args.subnetIds },
      own,
    );
    const parameters = new aws.rds.ParameterGroup(
      `${name}-parameters`,
      {
        name: `${identifier}-${settings.version}`,
        family: `postgres${settings.version}`,
        description: "TLS only; slow statements, sessions and schema changes written down",
        parameters: databaseParameters(settings, args.slo),
      },
      own,
    );
    const monitoring = databaseMonitoring(`${name}-monitoring`, place, identifier, this);
    const exported = ["postgresql", "upgrade"].map((kind) =>
      logGroup(`${name}-logs-${kind}`, `/aws/rds/instance/${identifier}/${kind}`, args.logs, this),
    );

    const instance = new aws.rds.Instance(
      `${name}-instance`,
      {
        identifier,
        engine: "postgres",
        // The major alone: RDS applies minor versions by itself, and a named minor would then be taken for drift.
        engineVersion: settings.version,
        autoMinorVersionUpgrade: true,
        allowMajorVersionUpgrade: false,
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        instanceClass: settings.instanceClass,
        multiAz: settings.standby,
        dbName: settings.name,
        port,
        parameterGroupName: parameters.name,

        storageType: "gp3",
        allocatedStorage: settings.storageGiB,
        maxAllocatedStorage: settings.maxStorageGiB,
        storageEncrypted: true,
        kmsKeyId: args.keyArn,

        dbSubnetGroupName: subnets.name,
        vpcSecurityGroupIds: [this.#group.id],
        publiclyAccessible: false,
        caCertIdentifier: "rds-ca-rsa2048-g1",

        username: "owner",
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: args.secretsKeyArn,
        iamDatabaseAuthenticationEnabled: true,

        backupRetentionPeriod: settings.backupDays,
        backupWindow: "01:00-02:00",
        maintenanceWindow: "sun:03:00-sun:04:00",
        applyImmediately: false,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        deletionProtection: true,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${identifier}-final`,

        enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
        monitoringInterval: 60,
        monitoringRoleArn: monitoring.role.arn,
        databaseInsightsMode: settings.insights,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: args.keyArn,
        // "Database Insights": the advanced mode demands 465 days; 7 is what the standard mode has for free.
        performanceInsightsRetentionPeriod: settings.insights === "advanced" ? 465 : 7,
      },
      { ...durable(this), dependsOn: [...exported, monitoring.policy] },
    );

    this.groupId = this.#group.id;
    this.identifier = instance.identifier;
    this.host = instance.address;
    this.credentialsArn = instance.masterUserSecrets.apply((secrets) => secrets?.[0]?.secretArn ?? "");
    this.env = {
      DATABASE_HOST: this.host,
      DATABASE_PORT: String(port),
      DATABASE_NAME: settings.name,
      DATABASE_SSLMODE: "verify-full",
    };
    this.registerOutputs({
      identifier: this.identifier,
      host: this.host,
      credentialsArn: this.credentialsArn,
    });
  }

  /** Lets one client in, on the PostgreSQL port and nowhere else. */
  admit(client: string, groupId: pulumi.Input<string>): void {
    const from = { referencedSecurityGroupId: groupId };
    admit(`${this.#name}-from-${client}`, this.#group, from, port, `PostgreSQL from ${client}`, this);
  }
}
