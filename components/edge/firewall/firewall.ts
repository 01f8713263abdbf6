import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { edgeRegion } from "../../frontend/edge-region.ts";
import type { Place } from "../../place.ts";
import type { LogSettings } from "../../watch/log-group.ts";
import { bodies } from "./answer.ts";
import { capacityOf, includedCapacity } from "./capacity.ts";
import { firewallLogBucket, type LogBucketArgs } from "./log-bucket.ts";
import { firewallLogGroup } from "./log-group.ts";
import { rulesOf } from "./rules.ts";
import type { FirewallSettings } from "./settings.ts";

export interface FirewallArgs {
  readonly place: Place;
  readonly settings: FirewallSettings;
  /** Which rules only count, and what is closed on purpose, each until a day. */
  readonly tags: Readonly<Record<string, string>>;
  /** What it stands before, and where it writes whom it refused. */
  readonly before:
    | { readonly door: "balancer"; readonly logs: LogSettings }
    | { readonly door: "cdn"; readonly logs: LogBucketArgs };
}

/**
 * Refuses what no service need see (C06, C07, K02). Its rules are one text in the words of AWS's API, so that whatever
 * changes in them, changes in one call and at once: the provider sends the whole list (`UpdateWebACL`).
 */
export class Firewall extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** What its numbers are called: all of them, and those of each rule. */
  readonly metrics: { readonly acl: string; readonly rules: Readonly<Record<string, string>> };
  readonly #name: string;

  constructor(name: string, args: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:edge:Firewall", name, {}, opts);
    const { place, settings, before } = args;
    this.#name = name;
    const metric = before.door === "cdn" ? `${place.prefix}-cdn` : place.prefix;
    const rules = rulesOf(metric, settings);
    const capacity = capacityOf(rules);
    if (capacity > includedCapacity)
      throw new pulumi.RunError(
        `the firewall before the ${before.door} needs up to ${capacity} capacity units, and ${includedCapacity} are included: list fewer public operations, or fewer paths in breakers and uploads`,
      );

    const where = before.door === "cdn" ? { region: edgeRegion } : {};
    const hidden = hiddenHeaders(settings);
    const list = new aws.wafv2.WebAcl(
      `${name}-rules`,
      {
        ...where,
        name: `${place.prefix}-${before.door}`,
        description: `What is refused before the ${before.door}`,
        scope: before.door === "cdn" ? "CLOUDFRONT" : "REGIONAL",
        // A host that nobody serves is answered 404 behind it.
        defaultAction: { allow: {} },
        ruleJson: JSON.stringify(rules),
        customResponseBodies: bodies,
        // Also keeps credentials out of the samples that the console shows, which redaction of the log does not.
        dataProtectionConfig: {
          dataProtections: [
            {
              action: "SUBSTITUTION",
              field: { fieldType: "SINGLE_HEADER", fieldKeys: [...hidden] },
            },
            { action: "SUBSTITUTION", field: { fieldType: "QUERY_STRING" } },
          ],
        },
        visibilityConfig: {
          cloudwatchMetricsEnabled: true,
          sampledRequestsEnabled: true,
          metricName: `${metric}-firewall`,
        },
        tags: { ...args.tags },
      },
      { parent: this },
    );
    const written =
      before.door === "cdn"
        ? firewallLogBucket(name, place, before.logs, this)
        : firewallLogGroup(name, place, before.logs, this);
    new aws.wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        ...where,
        resourceArn: list.arn,
        logDestinationConfigs: [written],
        redactedFields: [
          ...hidden.map((header) => ({ singleHeader: { name: header } })),
          { queryString: {} },
        ],
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({
                actionCondition: { action },
              })),
            },
          ],
        },
      },
      { parent: this },
    );
    this.arn = list.arn;
    this.metrics = {
      acl: `${metric}-firewall`,
      rules: Object.fromEntries(rules.map((rule) => [rule.Name, rule.VisibilityConfig.MetricName])),
    };
    this.registerOutputs({ arn: this.arn });
  }

  /** Stands before one balancer. A distribution names its firewall itself. */
  protect(id: string, resourceArn: pulumi.Input<string>): void {
    new aws.wafv2.WebAclAssociation(
      `${this.#name}-before-${id}`,
      { resourceArn, webAclArn: this.arn },
      { parent: this },
    );
  }
}

/** Headers that nobody reads in a log: whoever has one of them may be whom it names. */
const hiddenHeaders = ({ credentials }: FirewallSettings): readonly string[] => [
  ...new Set([
    "authorization",
    "cookie",
    ...credentials.flatMap((one) => ("header" in one ? [one.header] : [])),
  ]),
];
