import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import { type Chart, type Measured, measuredOf } from "./chart.ts";

/** A web ACL, by what its numbers are called. */
export interface ShownFirewall {
  readonly before: string;
  readonly metrics: { readonly acl: string; readonly rules: Readonly<Record<string, string>> };
  /** Where it is measured. Before the CDN there is no region among the dimensions ("AWS WAF metrics and dimensions"). */
  readonly measured: { readonly in: string; readonly global: boolean };
}

/** What the firewall let through, refused, or would have refused (C06, C07). */
export function firewallCharts({ before, metrics, measured }: ShownFirewall): readonly Chart[] {
  const { acl, rules } = metrics;
  const where = measured.global ? {} : { Region: measured.in };
  const by = (rule: string) => measuredOf("AWS/WAFV2", { WebACL: acl, ...where, Rule: rule }, measured.in);
  const each = (metricName: string, of: RegExp): readonly Measured[] =>
    Object.entries(rules)
      .filter(([name]) => of.test(name))
      .map(([name, rule]) => by(rule)(metricName, "Sum", name));
  const requests = "requests a minute";
  return [
    {
      title: `${before}: most requests are let through`,
      unit: requests,
      requirements: ["C07", "C06"],
      series: [
        by("ALL")("AllowedRequests", "Sum", "let through"),
        by("ALL")("BlockedRequests", "Sum", "refused"),
        by("ALL")("CountedRequests", "Sum", "counted"),
      ],
    },
    {
      title: `${before}: what each rule refuses; a rise is an attack or a mistake of ours`,
      unit: requests,
      requirements: ["C07", "K22"],
      series: each("BlockedRequests", /^/),
    },
    {
      title: `${before}: what each rule only counts`,
      unit: requests,
      requirements: ["C07"],
      series: each("CountedRequests", /^/),
    },
    {
      title: `${before}: nobody is answered 429`,
      unit: requests,
      requirements: ["C06", "K22"],
      series: each("BlockedRequests", /-rate$/),
    },
  ];
}

/** What the balancer answers itself, and connections that fail before anybody answers (K08, G05). */
export function balancerCharts(balancer: pulumi.Input<string>, slo: Config["slo"]): readonly Chart[] {
  const metric = measuredOf("AWS/ApplicationELB", { LoadBalancer: balancer });
  return [
    {
      title: `Balancer: answers at most ${slo.errorPercent} % of requests with 5xx itself`,
      unit: "percent",
      requirements: ["K08", "K20"],
      series: [
        metric("HTTPCode_ELB_5XX_Count", "Sum", "5xx of the balancer", { id: "failed", hidden: true }),
        metric("RequestCount", "Sum", "requests", { id: "asked", hidden: true }),
        {
          expression: "IF(FILL(failed, 0) > 0, 100 * failed / (failed + FILL(asked, 0)), 0)",
          label: "5xx of the balancer",
        },
      ],
      lines: [{ at: slo.errorPercent, says: "pages" }],
    },
    {
      title: "Balancer: no connection fails",
      unit: "connections a minute",
      requirements: ["G05"],
      series: [
        metric("ClientTLSNegotiationErrorCount", "Sum", "TLS, from outside"),
        metric("TargetConnectionErrorCount", "Sum", "to a task"),
        metric("RejectedConnectionCount", "Sum", "turned away, for want of room"),
      ],
    },
    {
      title: "Balancer: what it refuses itself",
      unit: "requests a minute",
      requirements: ["C07", "G06"],
      series: [metric("HTTPCode_ELB_4XX_Count", "Sum", "4xx of the balancer")],
    },
  ];
}

/** Every region's visitors, counted in one. */
export function cdnCharts(distributionId: pulumi.Input<string>, region: string): readonly Chart[] {
  const metric = measuredOf("AWS/CloudFront", { DistributionId: distributionId, Region: "Global" }, region);
  return [
    {
      title: "CDN: visitors come",
      unit: "requests a minute",
      requirements: ["C16", "P01"],
      series: [metric("Requests", "Sum", "requests")],
    },
    {
      title: "CDN: at most 1 % of answers are errors",
      unit: "percent",
      requirements: ["C16", "P01"],
      series: [metric("4xxErrorRate", "Average", "4xx"), metric("5xxErrorRate", "Average", "5xx")],
      lines: [{ at: 1, says: "look" }],
    },
  ];
}
