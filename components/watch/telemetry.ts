import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { grafana } from "./grafana.ts";
import { type LogSettings, logGroup } from "./log-group.ts";

export interface TelemetryArgs {
  readonly place: Place;
  /** What everything of the stack is tagged with. */
  readonly tags: Readonly<Record<"product" | "environment", string>>;
  readonly logs: LogSettings;
  /** How people sign in to Managed Grafana; none without it. */
  readonly signIn: "AWS_SSO" | "SAML" | undefined;
}

/** Where the product's own numbers are kept, and what may write there: nothing, until `allow` names it (C12). */
export class Telemetry extends pulumi.ComponentResource {
  readonly workspaceId: pulumi.Output<string>;
  readonly remoteWriteUrl: pulumi.Output<string>;
  readonly #name: string;
  readonly #place: Place;
  /** AWS numbers workspaces, so a tag says whose one is. */
  readonly #ours: Readonly<Record<string, string>>;

  constructor(name: string, args: TelemetryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:telemetry:Telemetry", name, {}, opts);
    const { place, logs, signIn } = args;
    this.#name = name;
    this.#place = place;
    this.#ours = {
      "aws:ResourceTag/product": args.tags.product,
      "aws:ResourceTag/environment": args.tags.environment,
    };

    // Under /aws/vendedlogs/, one resource policy serves all groups; elsewhere it would grow to its limit.
    const log = logGroup(`${name}-log`, `/aws/vendedlogs/${place.prefix}/metrics`, logs, this);
    const workspace = new aws.amp.Workspace(
      `${name}-metrics`,
      {
        alias: place.prefix,
        kmsKeyArn: logs.keyArn,
        loggingConfiguration: { logGroupArn: pulumi.interpolate`${log.arn}:*` },
      },
      { parent: this },
    );
    if (signIn) grafana(`${name}-grafana`, { place, ours: this.#ours, signIn }, this);

    this.workspaceId = workspace.id;
    this.remoteWriteUrl = pulumi.interpolate`${workspace.prometheusEndpoint}api/v1/remote_write`;
    this.registerOutputs({ workspaceId: this.workspaceId, remoteWriteUrl: this.remoteWriteUrl });
  }

  /** Lets one role write metrics into the stack's workspace, and traces, which IAM ties to nothing but a region. */
  allow(client: string, role: aws.iam.Role): void {
    new aws.iam.RolePolicy(
      `${this.#name}-for-${client}`,
      {
        role: role.name,
        name: this.#name,
        policy: document(
          {
            Sid: "WriteMetrics",
            Effect: "Allow",
            Action: "aps:RemoteWrite",
            Resource: arnOf(this.#place, "aps", "workspace/*"),
            Condition: { StringEquals: this.#ours },
          },
          {
            Sid: "SendTraces",
            Effect: "Allow",
            Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
            Resource: "*",
            Condition: { StringEquals: { "aws:RequestedRegion": this.#place.region } },
          },
        ),
      },
      { parent: this },
    );
  }
}
