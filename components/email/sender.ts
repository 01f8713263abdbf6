import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import { document } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import type { LogSettings } from "../watch/log-group.ts";
import { emailEvents } from "./events.ts";
import { dkimRecords, dmarcRecord, mailFromRecords } from "./records.ts";

type Settings = NonNullable<Config["email"]>;

export interface SenderArgs {
  readonly place: Place;
  readonly settings: Settings;
  readonly zoneId: string;
  /** Where SES keeps the public keys of the region. */
  readonly dkimDomain: string;
  readonly environment: Config["environment"];
  readonly logs: LogSettings;
}

/** A domain that signs what it sends, in whose name no role can send until `allow` names it (G04). */
export class Sender extends pulumi.ComponentResource {
  readonly configurationSet: string;
  /** What a container is told of it. */
  readonly env: Readonly<Record<"EMAIL_FROM" | "EMAIL_CONFIGURATION_SET", string>>;
  readonly #name: string;
  readonly #place: Place;
  readonly #settings: Settings;
  readonly #environment: Config["environment"];

  constructor(name: string, args: SenderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:email:Sender", name, {}, opts);
    const { place, settings, zoneId } = args;
    const own = { parent: this };
    this.#name = name;
    this.#place = place;
    this.#settings = settings;
    this.#environment = args.environment;
    this.configurationSet = place.prefix;
    this.env = { EMAIL_FROM: settings.from, EMAIL_CONFIGURATION_SET: this.configurationSet };

    const set = new aws.sesv2.ConfigurationSet(
      `${name}-set`,
      {
        configurationSetName: this.configurationSet,
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        sendingOptions: { sendingEnabled: true },
        // To write again to whom it did not reach, or who complained, is what costs a domain its reputation.
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
      },
      own,
    );
    emailEvents(name, { place, set, logs: args.logs }, this);

    const identity = new aws.sesv2.EmailIdentity(
      `${name}-identity`,
      {
        emailIdentity: settings.domain,
        // What names no set is sent by this one: nothing leaves unmeasured.
        configurationSetName: set.configurationSetName,
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
      },
      own,
    );
    const at = { domain: settings.domain, zoneId, region: place.region };
    dkimRecords(name, { ...at, keys: args.dkimDomain }, identity, this);
    dmarcRecord(name, at, settings.dmarc, this);
    const mailFromDomain = `${settings.mailFrom}.${settings.domain}`;
    const answers = mailFromRecords(name, { ...at, domain: mailFromDomain }, this);
    new aws.sesv2.EmailIdentityMailFromAttributes(
      `${name}-mail-from`,
      {
        emailIdentity: identity.emailIdentity,
        mailFromDomain,
        // A DNS record that cannot be read for a while costs SPF, not the mail: DKIM still shows whose it is.
        behaviorOnMxFailure: "USE_DEFAULT_VALUE",
      },
      // SES looks for the records when it is told the name, and then for three days at most.
      { parent: this, dependsOn: [...answers] },
    );

    this.registerOutputs({ configurationSet: this.configurationSet });
  }

  /** Lets one role send through SES's API: from the one address, by the one configuration set, in this domain's name. */
  allow(client: string, role: aws.iam.Role): void {
    new aws.iam.RolePolicy(
      `${this.#name}-for-${client}`,
      {
        role: role.name,
        name: this.#name,
        policy: document({
          Sid: "Send",
          Effect: "Allow",
          Action: ["ses:SendEmail", "ses:SendRawEmail"],
          // SES asks for the right to each of them ("Actions, resources, and condition keys for Amazon SES"); in its
          // sandbox, where staging may stay, also to the verified identity that a message goes to.
          Resource: [
            arnOf(
              this.#place,
              "ses",
              `identity/${this.#environment === "staging" ? "*" : this.#settings.domain}`,
            ),
            arnOf(this.#place, "ses", `configuration-set/${this.configurationSet}`),
          ],
          Condition: { StringEquals: { "ses:FromAddress": this.#settings.from } },
        }),
      },
      { parent: this },
    );
  }
}
