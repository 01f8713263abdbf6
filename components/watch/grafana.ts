import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { document, trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";

export interface GrafanaArgs {
  readonly place: Place;
  /** By which the stack's workspace of metrics is told from others, as conditions say it. */
  readonly ours: Readonly<Record<string, string>>;
  readonly signIn: "AWS_SSO" | "SAML";
}

/** Managed Grafana, that reads the stack's metrics and traces and changes nothing. */
export function grafana(name: string, { place, ours, signIn }: GrafanaArgs, parent: pulumi.Resource): void {
  const reader = role(
    `${name}-role`,
    place,
    {
      name: `${place.prefix}-grafana`,
      description: "What dashboards of Managed Grafana read",
      trust: trust(place, "grafana.amazonaws.com", arnOf(place, "grafana", "/workspaces/*")),
    },
    parent,
  );
  const permission = new aws.iam.RolePolicy(
    `${name}-policy`,
    { name: "read", role: reader.name, policy: readPolicy(place, ours) },
    { parent },
  );
  new aws.grafana.Workspace(
    name,
    {
      name: place.prefix,
      description: `Metrics and traces of ${place.prefix}`,
      accountAccessType: "CURRENT_ACCOUNT",
      authenticationProviders: [signIn],
      dataSources: ["CLOUDWATCH", "PROMETHEUS", "XRAY"],
      // The service would else make a role of its own, that reads everything in the account.
      permissionType: "CUSTOMER_MANAGED",
      roleArn: reader.arn,
    },
    { parent, dependsOn: [permission] },
  );
}

/** "Amazon Managed Grafana permissions and policies for AWS data sources": of these the reading ones, without logs. */
const readPolicy = (place: Place, ours: GrafanaArgs["ours"]): string =>
  document(
    {
      Sid: "ReadMetricsOfTheProduct",
      Effect: "Allow",
      Action: [
        "aps:DescribeWorkspace",
        "aps:GetLabels",
        "aps:GetMetricMetadata",
        "aps:GetSeries",
        "aps:QueryMetrics",
      ],
      Resource: arnOf(place, "aps", "workspace/*"),
      Condition: { StringEquals: ours },
    },
    {
      Sid: "ReadMetricsAndTraces",
      Effect: "Allow",
      Action: [
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:ListMetrics",
        "xray:BatchGetTraces",
        "xray:GetGroups",
        "xray:GetServiceGraph",
        "xray:GetTimeSeriesServiceStatistics",
        "xray:GetTraceGraph",
        "xray:GetTraceSummaries",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": place.region } },
    },
  );
