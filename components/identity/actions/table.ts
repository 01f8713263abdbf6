import { RunError } from "@pulumi/pulumi";
import { backup } from "./backup.ts";
import { budgets } from "./budgets.ts";
import { cdn } from "./cdn.ts";
import { dashboards } from "./dashboards.ts";
import { ec2 } from "./ec2.ts";
import { discovery, ecr, ecs, scaling } from "./ecs.ts";
import { acm, balancing, route53 } from "./edge.ts";
import { elasticache } from "./elasticache.ts";
import { email } from "./email.ts";
import { firewall } from "./firewall.ts";
import { iam } from "./iam.ts";
import { lambda, procedures, schedules } from "./lambda.ts";
import { logDelivery } from "./log-delivery.ts";
import { probes, rum } from "./probes.ts";
import { queues } from "./queues.ts";
import { rds } from "./rds.ts";
import { s3 } from "./s3.ts";
import type { Needs, Scope, Table } from "./scope.ts";
import { kms, secretsmanager } from "./secrets.ts";
import { securityGroups } from "./security-groups.ts";
import { grafana, telemetry } from "./telemetry.ts";
import { watch } from "./watch.ts";

const services = [
  acm,
  backup,
  balancing,
  budgets,
  cdn,
  dashboards,
  discovery,
  ec2,
  ecr,
  ecs,
  elasticache,
  email,
  firewall,
  grafana,
  iam,
  kms,
  lambda,
  logDelivery,
  probes,
  procedures,
  queues,
  rds,
  route53,
  rum,
  s3,
  scaling,
  schedules,
  secretsmanager,
  securityGroups,
  telemetry,
  watch,
];

/** Every type that this program knows to deploy without a person. */
export const table = (scope: Scope): Table => Object.assign({}, ...services.map((service) => service(scope)));

/** What a program of these types needs. One without a line stops the preview, so the table cannot lag behind the program. */
export function needsOf(scope: Scope, types: readonly string[]): readonly Needs[] {
  const known = new Map(Object.entries(table(scope)));
  const missing = types.filter((type) => !known.has(type));
  if (missing.length > 0)
    throw new RunError(
      `the pipeline's roles are made from components/identity/actions, which has no line for ${missing.join(", ")}`,
    );
  return types.flatMap((type) => known.get(type) ?? []);
}
