import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../document.ts";
import { functionRole } from "../names.ts";
import { reach } from "../network/closed-group.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
import { type LogSettings, logGroup } from "../watch/log-group.ts";
import { bundle } from "./bundle.ts";
import { lambdaGroup } from "./lambda-group.ts";
import { lambdaPolicy, lambdaTrust } from "./lambda-policy.ts";

export interface LambdaArgs {
  readonly place: Place;
  /** Its folder in `functions/`, which names it in AWS too. */
  readonly folder: string;
  readonly description: string;
  /** What it reads at its start. Names and ARNs, never a value that is secret: whoever may see functions can read them. */
  readonly settings: pulumi.Input<unknown>;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Where it stands, if it must reach what has no public address; `groupIds`: groups to wear beside its own. */
  readonly network?: {
    readonly vpcId: pulumi.Input<string>;
    readonly subnetIds: readonly pulumi.Input<string>[];
    readonly groupIds: readonly pulumi.Input<string>[];
  };
  /** What its code may do, beside writing its log. */
  readonly statements: readonly Statement[];
  readonly logs: LogSettings;
  /** Where it publishes metrics, for whoever looks at the function from outside. */
  readonly namespace?: string;
  /** Most runs at the same time; absent: as many as the account has left. */
  readonly concurrency?: number;
}

/** Code that AWS runs when something happens: one bundle, one role of its own, reached by nobody until `allow` names them. */
export class Lambda extends pulumi.ComponentResource {
  readonly name: string;
  /** Known before the function exists, for policies; `functionArn` is the function's own, for what must wait for it. */
  readonly arn: string;
  readonly functionArn: pulumi.Output<string>;
  readonly roleName: string;
  readonly roleArn: string;
  readonly logGroupName: string;
  readonly #name: string;
  readonly #place: Place;
  /** Its own security group, where it stands in the network. */
  readonly #group: aws.ec2.SecurityGroup | undefined;

  constructor(name: string, args: LambdaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Lambda", name, {}, opts);
    const own = { parent: this };
    const { place, folder, description, network } = args;
    this.#name = name;
    this.#place = place;
    this.name = `${place.prefix}-${folder}`;
    this.arn = arnOf(place, "lambda", `function:${this.name}`);
    this.roleName = functionRole(place, folder);
    this.roleArn = arnOf(place, "iam", `role/${this.roleName}`, "global");
    this.logGroupName = `/${place.prefix}/function/${folder}`;

    const log = logGroup(`${name}-log`, this.logGroupName, args.logs, this);
    const runs = role(
      `${name}-role`,
      place,
      { name: this.roleName, description: `What the function ${folder} may do`, trust: lambdaTrust },
      this,
    );
    const permission = new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        name: "run",
        role: runs.name,
        policy: lambdaPolicy(place, {
          functionArn: this.arn,
          logGroupName: this.logGroupName,
          inNetwork: network !== undefined,
          statements: args.statements,
        }),
      },
      own,
    );
    const group = network && lambdaGroup(name, { vpcId: network.vpcId, label: this.name, folder }, this);

    const made = new aws.lambda.Function(
      `${name}-function`,
      {
        name: this.name,
        description,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler: "index.handler",
        code: withSettings(bundle(folder), args.settings),
        role: runs.arn,
        timeout: args.timeoutSeconds,
        memorySize: args.memoryMiB,
        ...(args.concurrency !== undefined && { reservedConcurrentExecutions: args.concurrency }),
        environment: {
          variables: {
            ...runtime,
            ...(args.namespace && { POWERTOOLS_METRICS_NAMESPACE: args.namespace }),
          },
        },
        loggingConfig: { logFormat: "JSON", logGroup: log.name },
        ...(network &&
          group && {
            vpcConfig: {
              subnetIds: [...network.subnetIds],
              securityGroupIds: [group.id, ...network.groupIds],
            },
          }),
        publish: false,
      },
      // Lambda tries the role's rights on the network when it makes the function.
      { parent: this, dependsOn: [permission] },
    );

    this.functionArn = made.arn;
    this.#group = group;
    this.registerOutputs({
      name: this.name,
      arn: this.arn,
      roleArn: this.roleArn,
      logGroup: this.logGroupName,
    });
  }

  /** Lets one AWS service invoke it, for one thing of this account. What needs that right depends on what is returned. */
  allow(label: string, service: string, sourceArn: pulumi.Input<string>): aws.lambda.Permission {
    return new aws.lambda.Permission(
      `${this.#name}-from-${label}`,
      {
        statementId: label,
        action: "lambda:InvokeFunction",
        function: this.functionArn,
        principal: service,
        sourceArn,
        sourceAccount: this.#place.account,
      },
      { parent: this },
    );
  }

  /** Lets it out to any address, on one port beside that of TLS. */
  reachOut(port: number, why: string): void {
    reach(`${this.#name}-reaches-${port}`, this.#inNetwork(), { cidrIpv4: "0.0.0.0/0" }, port, why, this);
  }

  /** Lets it talk to one store, on the port of that store. Returns its group, for the store to admit. */
  reach(store: string, groupId: pulumi.Input<string>, port: number): pulumi.Output<string> {
    const group = this.#inNetwork();
    const to = { referencedSecurityGroupId: groupId };
    reach(`${this.#name}-reaches-${store}`, group, to, port, `To the ${store}`, this);
    return group.id;
  }

  #inNetwork(): aws.ec2.SecurityGroup {
    if (!this.#group) throw new pulumi.RunError(`the function ${this.name} stands outside of the network`);
    return this.#group;
  }
}

const runtime = {
  // Amazon's authorities, those of RDS among them, which Node does not load by itself ("Node.js runtimes", Lambda guide).
  NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem",
  NODE_OPTIONS: "--enable-source-maps",
};

/** The settings travel with the code: the environment has room for 4 KiB in all, which a large product's names pass. */
const withSettings = (
  files: Readonly<Record<string, pulumi.asset.Asset>>,
  settings: pulumi.Input<unknown>,
): pulumi.Output<pulumi.asset.Archive> =>
  pulumi
    .jsonStringify(settings)
    .apply(
      (text) =>
        new pulumi.asset.AssetArchive({ ...files, "settings.json": new pulumi.asset.StringAsset(text) }),
    );
