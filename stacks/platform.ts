import * as pulumi from "@pulumi/pulumi";
import { Balancer } from "../components/edge/balancer.ts";
import { Certificate } from "../components/edge/certificate.ts";
import { collectTypes } from "../components/identity/registered-types.ts";
import { Network } from "../components/network/network.ts";
import { Cluster } from "../components/run/cluster.ts";
import type { Task } from "../components/run/task.ts";
import { Keys } from "../components/secrets/keys.ts";
import { Secrets } from "../components/secrets/secrets.ts";
import { AccessLogs } from "../components/storage/access-logs.ts";
import { Alarms } from "../components/watch/alarms.ts";
import { OnCall } from "../components/watch/oncall.ts";
import type { Config } from "../config/schema.ts";
import { hostsOf, servedServices } from "../config/served.ts";
import { announced } from "./announced.ts";
import { budget } from "./budget.ts";
import type { Contract } from "./contract.ts";
import { crons } from "./crons.ts";
import { dashboards } from "./dashboards.ts";
import { email } from "./email.ts";
import { firewalls } from "./firewall.ts";
import { frontend } from "./frontend.ts";
import { pinnedImages } from "./images.ts";
import { needsStores } from "./needs-stores.ts";
import { pipeline } from "./pipeline.ts";
import { placeOf } from "./place.ts";
import { probes } from "./probes.ts";
import { providers } from "./providers.ts";
import { queries } from "./queries.ts";
import { queues } from "./queues.ts";
import { recovery } from "./recovery.ts";
import { releaseHooks } from "./release-hooks.ts";
import { restarting } from "./restarting.ts";
import { rotation } from "./rotation.ts";
import { rum } from "./rum.ts";
import { secretEntries } from "./secret-entries.ts";
import { services } from "./services.ts";
import { stores } from "./stores.ts";
import { cronTasks, oneOffTasks } from "./tasks.ts";
import { collecting } from "./telemetry.ts";
import { watching } from "./watching.ts";

/** The whole product: its parts, and on one screen who may reach whom. */
export class Platform extends pulumi.ComponentResource {
  readonly contract: pulumi.Output<Contract>;

  constructor(name: string, config: Config, opts?: pulumi.ComponentResourceOptions) {
    const registered = collectTypes(config.region);
    super("golive:platform:Platform", name, {}, { ...opts, transformations: [registered.transformation] });
    const own = { parent: this };
    const { slo, retention } = config;
    const place = placeOf(config);

    const keys = new Keys("keys", { place }, own);
    const logs = { days: retention.platformLogsDays, keyArn: keys.logs };
    const oncall = new OnCall("oncall", { place, settings: config.oncall, keyArn: keys.alerts }, own);
    const alarms = new Alarms(
      "alarms",
      {
        ...{ place, slo, runbook: config.oncall.runbook },
        topicArn: oncall.topicArn,
        ticketTopicArn: oncall.ticketTopicArn,
      },
      own,
    );
    const accessLogs = new AccessLogs(
      "access-logs",
      { place, days: retention.accessLogsDays, cdn: config.frontend !== undefined },
      own,
    );
    const network = new Network("network", { place, settings: config.network, logs }, own);
    const { vpcId } = network;

    const entries = secretEntries(config, place);
    const secrets = new Secrets("secrets", { place, entries, keyArn: keys.secrets }, own);

    const around = {
      ...{ config, place, keys, logs, oncall, alarms, accessLogs, network, secrets },
      parent: this,
    };
    const kept = stores(around);

    // What makes, watches and proves: the platform's own functions, and the backups.
    const cluster = new Cluster("cluster", { place, logs }, own);
    const inside = { ...around, ...kept, sender: email(around), collecting: collecting(around) };
    rotation(entries, inside);
    restarting(entries, inside);
    watching(entries, inside);
    providers(inside);
    const backups = recovery(inside);

    // The one way in.
    const hosts = hostsOf(servedServices(config));
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
        testersId: network.ownAddressesId,
      },
      own,
    );
    alarms.watchBalancer(balancer);
    const firewall = firewalls(around, balancer);
    const pages = frontend(around, firewall.global?.arn);

    // What runs, and what a release of it waits for.
    const images = pinnedImages(config, place, keys.data, this);
    const tasks = oneOffTasks(config, images, inside);
    const release = releaseHooks(inside, balancer, tasks);
    const running = services({ inside, cluster, balancer, images, tasks, release });
    const scheduled = cronTasks(config, images, inside);
    crons(scheduled, { inside, cluster, running });
    queues(inside);

    const asked = probes(around);
    rum(around);
    budget(config, oncall.ticketTopicArn, this);
    alarms.conclude(
      (id) => needsStores(config, id),
      (id) => config.breakers.pause.find(({ worker }) => worker === id),
    );
    dashboards({ inside, balancer, firewall, frontend: pages, running, probes: asked });
    queries([...tasksOf(running), ...tasksOf(tasks), ...Object.values(scheduled)], inside);

    pipeline(config, place, registered.types(), this);

    this.contract = announced(config, {
      network,
      ...kept,
      backups,
      secrets,
      certificate,
      balancer,
      frontend: pages,
      cluster,
      oncall,
      services: running,
      tasks,
    });
    this.registerOutputs({ contract: this.contract });
  }
}

const tasksOf = (made: Readonly<Record<string, { readonly task: Task }>>): readonly Task[] =>
  Object.values(made).map(({ task }) => task);
