import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Frontend } from "../../config/shape/frontend.ts";
import { document } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";

export interface RumArgs {
  readonly place: Place;
  /** Under which name pages are served; nobody else's pages are listened to. */
  readonly host: string;
  readonly settings: NonNullable<Frontend["rum"]>;
}

const cognito = "cognito-identity.amazonaws.com";

/**
 * How long pages take where users are: their browsers report it, as guests who may do nothing else (C16). What they send
 * is kept as numbers for thirty days, and in no log.
 */
export class Rum extends pulumi.ComponentResource {
  /** By which CloudWatch counts, and `ops frontend publish` finds it. */
  readonly monitor: pulumi.Output<string>;

  constructor(name: string, args: RumArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:watch:Rum", name, {}, opts);
    const own = { parent: this };
    const { place, host, settings } = args;
    const monitorName = `${place.prefix}-pages`;

    const guests = new aws.cognito.IdentityPool(
      `${name}-guests`,
      {
        identityPoolName: monitorName,
        allowUnauthenticatedIdentities: true,
        // The measuring script exchanges its token at STS itself; visitors get no other role from the pool.
        allowClassicFlow: true,
      },
      own,
    );
    const guest = role(
      `${name}-guest`,
      place,
      {
        name: `${place.prefix}-pages-guest`,
        description: "What the browser of any visitor may do: report how a page loaded",
        trust: guestTrust(place),
      },
      this,
    );
    const permission = new aws.iam.RolePolicy(
      `${name}-guest-policy`,
      {
        name: "report",
        role: guest.name,
        policy: document({
          Sid: "Report",
          Effect: "Allow",
          Action: "rum:PutRumEvents",
          Resource: arnOf(place, "rum", `appmonitor/${monitorName}`),
        }),
      },
      own,
    );
    const attached = new aws.cognito.IdentityPoolRoleAttachment(
      `${name}-guests-role`,
      { identityPoolId: guests.id, roles: { unauthenticated: guest.arn } },
      own,
    );
    const monitor = new aws.rum.AppMonitor(
      `${name}-monitor`,
      {
        name: monitorName,
        domain: host,
        cwLogEnabled: false,
        appMonitorConfiguration: {
          allowCookies: false,
          enableXray: false,
          guestRoleArn: guest.arn,
          identityPoolId: guests.id,
          sessionSampleRate: settings.samplePercent / 100,
          telemetries: ["performance", "errors"],
        },
      },
      { parent: this, dependsOn: [permission, attached] },
    );

    this.monitor = monitor.name;
    this.registerOutputs({ monitor: this.monitor });
  }
}

/**
 * Any guest: the pool's number is AWS's and not known before, and nothing is lost by not naming it, for whoever wants to
 * be a guest is one by our own pool.
 */
const guestTrust = ({ region }: Place): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Guests",
        Effect: "Allow",
        Principal: { Federated: cognito },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringLike: { [`${cognito}:aud`]: `${region}:*` },
          "ForAnyValue:StringEquals": { [`${cognito}:amr`]: "unauthenticated" },
        },
      },
    ],
  });
