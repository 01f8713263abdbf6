import type { Stack } from "../data-map/facts.ts";
import { each, grouped } from "./boxes.ts";
import type { Part } from "./model.ts";
import { besideFrame, watchFrame } from "./network.ts";

export const bucketType = "aws:s3/bucket:Bucket";

/** What serves the platform and stands in no network of it. */
export function beside(stack: Stack): Part[] {
  return [
    ...each(stack, bucketType, (bucket) => ({
      id: bucket.name,
      kind: "beside",
      frame: besideFrame,
      title: `${bucket.name.replace(/^bucket-|-bucket$/g, "")} bucket`,
      says: [],
    })).filter(({ id }) => id.startsWith("bucket-") || id.startsWith("site")),
    ...each(stack, "aws:sesv2/emailIdentity:EmailIdentity", (identity) => ({
      id: identity.name,
      kind: "beside",
      frame: besideFrame,
      title: "e-mail",
      says: [identity.text("emailIdentity") ?? "SES"],
    })),
    ...grouped(stack.all("aws:secretsmanager/secret:Secret"), "secrets", (secrets) => ({
      kind: "beside",
      frame: besideFrame,
      title: `${secrets.length} secrets`,
      says: [`${stack.all("aws:kms/key:Key").length} keys`],
    })),
    ...each(stack, "aws:backup/vault:Vault", (vault) => ({
      id: vault.name,
      kind: "beside",
      frame: besideFrame,
      title: vault.text("region") === undefined ? "backups" : "copies of backups",
      says: [vault.text("region") ?? "a locked vault"],
    })),
  ];
}

/** What watches, and who is told. */
export function eyes(stack: Stack): Part[] {
  const count = (type: string) => stack.all(type).length;
  return [
    ...grouped(stack.all("aws:synthetics/canary:Canary"), "probes", (probes) => ({
      kind: "eye",
      frame: watchFrame,
      title: `${probes.length} probes`,
      says: ["ask from outside"],
    })),
    ...grouped(stack.all("aws:cloudwatch/metricAlarm:MetricAlarm"), "alarms", (alarms) => ({
      kind: "eye",
      frame: watchFrame,
      title: `${alarms.length} alarms`,
      says: [`${count("aws:cloudwatch/compositeAlarm:CompositeAlarm")} for symptoms of one thing`],
    })),
    ...grouped(stack.all("aws:cloudwatch/logGroup:LogGroup"), "logs", (groups) => ({
      kind: "eye",
      frame: watchFrame,
      title: `${groups.length} logs`,
      says: [
        `${count("aws:cloudwatch/dashboard:Dashboard")} dashboards`,
        ...(count("aws:amp/workspace:Workspace") > 0 ? ["metrics and traces"] : []),
      ],
    })),
    ...grouped(stack.all("aws:sns/topicSubscription:TopicSubscription"), "people", (routes) => ({
      kind: "people",
      frame: watchFrame,
      title: "on-call",
      says: [[...new Set(routes.flatMap((one) => one.text("protocol") ?? []))].sort().join(" and ")],
    })),
  ];
}
