import * as pulumi from "@pulumi/pulumi";
import type { Backups } from "../components/backups/backups.ts";
import type { Cache } from "../components/data/cache.ts";
import type { Database } from "../components/data/database.ts";
import type { Balancer } from "../components/edge/balancer.ts";
import type { Certificate } from "../components/edge/certificate.ts";
import type { Network } from "../components/network/network.ts";
import type { Cluster } from "../components/run/cluster.ts";
import type { Task } from "../components/run/task.ts";
import type { Secrets } from "../components/secrets/secrets.ts";
import type { Bucket } from "../components/storage/bucket.ts";
import type { Evidence } from "../components/storage/evidence.ts";
import type { OnCall } from "../components/watch/oncall.ts";
import type { Config } from "../config/schema.ts";
import type { Frontend } from "../config/shape/frontend.ts";
import type { Contract } from "./contract.ts";
import type { Pages } from "./frontend.ts";
import { mapped, named } from "./records.ts";
import type { Running } from "./services.ts";
import type { OneOff } from "./tasks.ts";

type Named<T> = Readonly<Record<string, T>>;

export interface Parts {
  readonly network: Network;
  readonly database: Database;
  readonly caches: Named<Cache>;
  readonly evidence: Evidence;
  readonly backups: Backups;
  readonly buckets: Named<Bucket>;
  readonly secrets: Secrets;
  readonly certificate: Certificate;
  readonly balancer: Balancer;
  readonly frontend: Pages | undefined;
  readonly cluster: Cluster;
  readonly oncall: OnCall;
  readonly services: Named<Running>;
  readonly tasks: Named<OneOff>;
}

/** What the stack tells about itself. */
export function announced(config: Config, parts: Parts): pulumi.Output<Contract> {
  const runnable = (task: Task, of: string, alsoWears: OneOff["alsoWears"]) => ({
    taskDefinition: task.arn,
    container: task.container,
    logGroup: task.logGroup,
    subnets: parts.network.taskSubnetIds,
    securityGroups: [named(parts.services, of).service.groupId, ...alsoWears],
  });
  return pulumi.output({
    version: 4 as const,
    product: config.product,
    environment: config.environment,
    account: config.account,
    region: config.region,
    cluster: parts.cluster.name,
    services: mapped(parts.services, ({ settings, route, task, service }, id) => ({
      ...runnable(task, id, []),
      kind: settings.kind,
      service: service.name,
      ...("host" in settings && { host: settings.host }),
      health: "health" in settings ? [settings.health.path, ...settings.health.also] : [],
      ...(route &&
        "deploy" in settings && {
          strategy: settings.deploy.strategy,
          targetGroups: [route.targetGroupArn, route.alternateTargetGroupArn],
        }),
    })),
    tasks: mapped(parts.tasks, ({ task, service, alsoWears }) => runnable(task, service, alsoWears)),
    database: {
      engine: parts.database.engine,
      identifier: parts.database.identifier,
      host: parts.database.host,
      proxy: parts.database.proxyHost,
      credentials: parts.database.credentialsArn,
    },
    caches: mapped(parts.caches, ({ replicationGroupId }) => ({ replicationGroup: replicationGroupId })),
    backups: { vault: parts.backups.vaultName, evidence: parts.evidence.bucket },
    buckets: mapped(parts.buckets, ({ bucket }) => bucket),
    secrets: parts.secrets.arns,
    balancer: { dnsName: parts.balancer.dnsName, listener: parts.balancer.listenerArn },
    certificate: parts.certificate.arn,
    frontend: config.frontend && parts.frontend ? announcedPages(config.frontend, parts.frontend) : null,
    oncall: { topic: parts.oncall.topicArn },
  });
}

const announcedPages = ({ kind, host }: Frontend, { cdn, site }: Pages) => ({
  kind,
  host,
  bucket: site?.bucket ?? null,
  distribution: cdn.distributionId,
});
