import * as pulumi from "@pulumi/pulumi";
import { AccessLogs } from "../components/access-logs.ts";
import { Alarms } from "../components/alarms.ts";
import { Balancer } from "../components/balancer.ts";
import { Bucket } from "../components/bucket.ts";
import { Cache } from "../components/cache.ts";
import { Certificate } from "../components/certificate.ts";
import { Cluster } from "../components/cluster.ts";
import { Database } from "../components/database.ts";
import { Keys } from "../components/keys.ts";
import { Network } from "../components/network.ts";
import { OnCall } from "../components/oncall.ts";
import { placeOf } from "../components/place.ts";
import { Secrets } from "../components/secrets.ts";
import { Service } from "../components/service.ts";
import { Task } from "../components/task.ts";
import type { Config } from "../config/schema.ts";
import type { Contract } from "./contract.ts";

/** The whole product: its parts, and on one screen who may reach whom. */
export class Platform extends pulumi.ComponentResource {
  readonly contract: pulumi.Output<Contract>;

  constructor(name: string, config: Config, opts?: pulumi.ComponentResourceOptions) {
    super("golive:platform:Platform", name, {}, opts);
    const own = { parent: this };
    const place = placeOf(config);
    const { retention } = config;

    const keys = new Keys("keys", { place }, own);
    const oncall = new OnCall("oncall", { place, settings: config.oncall, keyArn: keys.alerts }, own);
    const accessLogs = new AccessLogs("access-logs", { place, days: retention.accessLogsDays }, own);
    const network = new Network(
      "network",
      { place, settings: config.network, logs: { days: retention.platformLogsDays, keyArn: keys.logs } },
      own,
    );
    const inside = { vpcId: network.vpcId, subnetIds: network.dataSubnetIds };

    const database = new Database(
      "database",
      { place, settings: config.database, slo: config.slo, ...inside, keyArn: keys.data, logs: { days: retention.platformLogsDays, keyArn: keys.logs } },
      own,
    );
    const cache = new Cache(
      "cache",
      { place, settings: config.cache, ...inside, keyArn: keys.data, logs: { days: retention.platformLogsDays, keyArn: keys.logs } },
      own,
    );
    const secrets = new Secrets(
      "secrets",
      { place, settings: config.secrets, keyArn: keys.secrets, composed: { "cache-url": cache.url } },
      own,
    );
    const buckets = mapped(config.buckets, (settings, id) =>
      new Bucket(`bucket-${id}`, { place, settings, id, keyArn: keys.data, accessLogs: accessLogs.target }, own),
    );

    const hosts = [...new Set(Object.values(config.services).flatMap((s) => ("host" in s ? [s.host] : [])))];
    const certificate = new Certificate("certificate", { domain: config.domain, hosts }, own);
    const balancer = new Balancer(
      "balancer",
      { place, vpcId: network.vpcId, subnetIds: network.publicSubnetIds, certificateArn: certificate.arn, domain: config.domain, hosts, accessLogs: accessLogs.target },
      own,
    );
    const cluster = new Cluster("cluster", { place, logs: { days: retention.platformLogsDays, keyArn: keys.logs } }, own);

    const tasks = mapped(config.services, (settings, id) =>
      new Task(
        id,
        {
          place,
          settings,
          context: { CORS_ORIGINS: config.cors.origins.join(","), ...(settings.uses.database ? database.env : {}), ...(settings.uses.cache ? cache.env : {}) },
          secrets: secrets.of(settings.secrets),
          logs: { days: retention.applicationLogsDays, keyArn: keys.logs },
        },
        own,
      ),
    );
    const services = mapped(config.services, (settings, id) =>
      new Service(id, { place, settings, task: tasks[id]!, cluster, vpcId: network.vpcId, subnetIds: network.taskSubnetIds }, own),
    );

    const alarms = new Alarms("alarms", { place, slo: config.slo, oncall, runbook: config.oncall.runbook }, own);
    alarms.watchDatabase(database, config.database);
    void [services, buckets, balancer, alarms];
    this.contract = pulumi.output({} as Contract);
    this.registerOutputs({ contract: this.contract });
  }
}

function mapped<A, B>(record: Readonly<Record<string, A>>, make: (value: A, id: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([id, value]) => [id, make(value, id)]));
}
