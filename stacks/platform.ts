import * as pulumi from "@pulumi/pulumi";
import { Balancer } from "../components/edge/balancer.ts";
import { Certificate } from "../components/edge/certificate.ts";
import { collectTypes } from "../components/identity/registered-types.ts";
import { Network } from "../components/network/network.ts";
import { Cluster } from "../components/run/cluster.ts";
import { imageOf } from "../components/run/image.ts";
import { Service } from "../components/run/service.ts";
import { Keys } from "../components/secrets/keys.ts";
import { Secrets } from "../components/secrets/secrets.ts";
import { AccessLogs } from "../components/storage/access-logs.ts";
import { Alarms } from "../components/watch/alarms.ts";
import { OnCall } from "../components/watch/oncall.ts";
import type { Config } from "../config/schema.ts";
import { announced } from "./announced.ts";
import type { Contract } from "./contract.ts";
import { pipeline } from "./pipeline.ts";
import { placeOf } from "./place.ts";
import { reachCache, reachDatabase } from "./reach.ts";
import { mapped, named } from "./records.ts";
import { recovery } from "./recovery.ts";
import { restarting } from "./restarting.ts";
import { rotation } from "./rotation.ts";
import { secretEntries } from "./secret-entries.ts";
import { stores } from "./stores.ts";
import { watching } from "./watching.ts";
import { workload } from "./workload.ts";

/** The whole product: its parts, and on one screen who may reach whom. */
export class Platform extends pulumi.ComponentResource {
  readonly contract: pulumi.Output<Contract>;

  constructor(name: string, config: Config, opts?: pulumi.ComponentResourceOptions) {
    const registered = collectTypes();
    super("golive:platform:Platform", name, {}, { ...opts, transformations: [registered.transformation] });
    const own = { parent: this };
    const { slo, retention } = config;
    const place = placeOf(config);

    const keys = new Keys("keys", { place }, own);
    const logs = { days: retention.platformLogsDays, keyArn: keys.logs };
    const oncall = new OnCall("oncall", { place, settings: config.oncall, keyArn: keys.alerts }, own);
    const alarms = new Alarms(
      "alarms",
      { place, slo, topicArn: oncall.topicArn, runbook: config.oncall.runbook },
      own,
    );
    const accessLogs = new AccessLogs("access-logs", { place, days: retention.accessLogsDays }, own);
    const network = new Network("network", { place, settings: config.network, logs }, own);
    const { vpcId } = network;

    const entries = secretEntries(config, place);
    const secrets = new Secrets("secrets", { place, entries, keyArn: keys.secrets }, own);

    const around = {
      ...{ config, place, keys, logs, oncall, alarms, accessLogs, network, secrets },
      parent: this,
    };
    const kept = stores(around);
    const { database, caches, buckets } = kept;

    // What makes, watches and proves: the platform's own functions, and the backups.
    const cluster = new Cluster("cluster", { place, logs }, own);
    const inside = { ...around, ...kept };
    rotation(entries, inside);
    restarting(entries, inside);
    watching(entries, inside);
    const backups = recovery(inside);

    // The one way in.
    const hosts = [...new Set(Object.values(config.services).flatMap((s) => ("host" in s ? [s.host] : [])))];
    const certificate = new Certificate("certificate", { domain: config.domain, hosts }, own);
    const balancer = new Balancer(
      "balancer",
      {
        place,
        vpcId,
        subnetIds: network.publicSubnetIds,
        certificateArn: certificate.arn,
        domain: config.domain,
        hosts,
        accessLogs: accessLogs.target,
      },
      own,
    );
    alarms.watchBalancer(balancer);

    // What runs. A task is told of what it uses, and of nothing else.
    const images = mapped(config.services, ({ image }, id) =>
      imageOf(id, image, { place, keyArn: keys.data }, this),
    );
    const within = { config, place, keys, database, buckets, secrets, parent: this };

    const services = mapped(config.services, (settings, id) => {
      const served = "port" in settings ? settings : undefined;
      const route = served && balancer.route(id, served);
      const task = workload(id, { ...within, settings, image: named(images, id), port: served?.port });
      const service = new Service(
        id,
        {
          place,
          settings,
          task,
          cluster,
          vpcId,
          subnetIds: network.taskSubnetIds,
          ...(route && { served: { route, undoOn: alarms.watchRoute(id, route) } }),
        },
        own,
      );
      alarms.watchService(id, { cluster: cluster.name, service: service.name });

      if (served) {
        alarms.watchLog(id, task.logGroup);
        balancer.reach(id, service.groupId, served.port);
        service.admit("balancer", balancer.groupId, served.port);
      }
      if (settings.uses.database) reachDatabase(service, id, database);
      for (const used of settings.uses.caches) reachCache(service, id, used, named(caches, used));
      return { settings, task, service, route, alsoWears: [] };
    });

    // Run by a person or a pipeline, inside the network position of the service that they belong to.
    const tasks = mapped(config.tasks, ({ service: of, command, connects }, id) => {
      const { settings: own, service } = named(services, of);
      const { healthCommand: _, ...settings } = own; // it ends by itself: nobody waits for it to be healthy
      const direct = connects === "direct";
      const once = { settings: { ...settings, command }, image: named(images, of), port: undefined, direct };
      const alsoWears = direct ? [database.clientGroupId] : [];
      return { task: workload(`task-${id}`, { ...within, ...once }), service, alsoWears };
    });

    pipeline(config, place, registered.types(), this);

    this.contract = announced(config, {
      network,
      ...kept,
      backups,
      secrets,
      certificate,
      balancer,
      cluster,
      oncall,
      services,
      tasks,
    });
    this.registerOutputs({ contract: this.contract });
  }
}
