import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { CacheSettings, DatabaseSettings } from "../../config/shape/data.ts";
import type { Place } from "../place.ts";
import { backupWatches, restoreTestWatches } from "./alarms/backups.ts";
import { cacheWatches } from "./alarms/cache.ts";
import { cronWatches, type WatchedCron } from "./alarms/cron.ts";
import { databaseWatches, replicaWatches, type WatchedDatabase } from "./alarms/database.ts";
import { balancerWatches, healthWatches, type Routed, releaseWatches, servedWatches } from "./alarms/edge.ts";
import { functionWatches } from "./alarms/function.ts";
import { authFailures, type LogWatch, slowQueries } from "./alarms/logs.ts";
import { procedureWatches, type WatchedProcedure } from "./alarms/procedure.ts";
import { proxyWatches } from "./alarms/proxy.ts";
import { queueWatches, type WatchedQueues } from "./alarms/queues.ts";
import { secretsWatches } from "./alarms/secrets.ts";
import { type Running, serviceWatches } from "./alarms/service.ts";
import { vitalsWatches } from "./alarms/vitals.ts";
import type { Watch } from "./alarms/watch.ts";

export interface AlarmsArgs {
  readonly place: Place;
  readonly slo: Config["slo"];
  readonly topicArn: pulumi.Input<string>;
  /** Every description links to the chapter of its kind here (W09). */
  readonly runbook: string;
}

/** What an alarm is about: chapters of the runbook are per area, alarms per subject. */
type Area =
  | "service"
  | "cron"
  | "queue"
  | "balancer"
  | "database"
  | "proxy"
  | "cache"
  | "function"
  | "secrets"
  | "backup";

/** Everything that pages. What is watched, and from which number on, stands in `alarms/`. */
export class Alarms extends pulumi.ComponentResource {
  readonly #name: string;
  readonly #args: AlarmsArgs;

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:watch:Alarms", name, {}, opts);
    this.#name = name;
    this.#args = args;
    this.registerOutputs({});
  }

  /** Watches what users feel of a service, by colour. Returns the names of the alarms that a deployment must not set off. */
  watchRoute(id: string, groups: Readonly<Record<"blue" | "green", Routed>>): pulumi.Output<string>[] {
    const { slo } = this.#args;
    for (const watch of healthWatches(groups)) this.#page("service", id, watch);
    return Object.entries(groups).flatMap(([colour, routed]) => {
      for (const watch of servedWatches(routed, slo)) this.#page("service", `${id}-${colour}`, watch);
      return releaseWatches(routed, slo).map(
        (watch) => this.#quietly("service", `${id}-${colour}`, watch).name,
      );
    });
  }

  watchBalancer(balancer: { readonly arnSuffix: pulumi.Input<string> }): void {
    for (const watch of balancerWatches(balancer.arnSuffix, this.#args.slo))
      this.#page("balancer", "balancer", watch);
  }

  watchService(id: string, running: Running): void {
    for (const watch of serviceWatches(running)) this.#page("service", id, watch);
  }

  /** Watches whether a worker keeps up with its queues. */
  watchQueue(id: string, queues: WatchedQueues): void {
    for (const watch of queueWatches(queues)) this.#page("queue", id, watch);
  }

  /** Watches whether a task that is to run again and again does. */
  watchCron(id: string, cron: WatchedCron, missedAfterHours: number): void {
    for (const watch of cronWatches(cron, missedAfterHours)) this.#page("cron", id, watch);
  }

  /** Watches a service's log for answers that refuse. */
  watchLog(id: string, logGroup: pulumi.Input<string>): void {
    this.#count("service", id, logGroup, authFailures(this.#args.slo));
  }

  watchDatabase(database: WatchedDatabase, settings: DatabaseSettings): void {
    const { slo } = this.#args;
    for (const watch of databaseWatches(database, settings, slo)) this.#page("database", "database", watch);
    this.#count("database", "database", database.logGroupName, slowQueries(slo));
    for (const [at, replica] of database.replicas.entries()) {
      const subject = `database-replica-${at + 1}`;
      for (const watch of replicaWatches(replica, settings, slo)) this.#page("database", subject, watch);
      this.#count("database", subject, replica.logGroupName, slowQueries(slo));
    }
    for (const watch of proxyWatches(database.proxyName, slo)) this.#page("proxy", "proxy", watch);
  }

  /** Watches PostgreSQL from within, by what the function of that name publishes. */
  watchVitals(namespace: string): void {
    for (const watch of vitalsWatches(namespace, this.#args.slo)) this.#page("database", "vitals", watch);
  }

  watchCache(id: string, nodes: readonly pulumi.Input<string>[], settings: CacheSettings): void {
    for (const [at, node] of nodes.entries())
      for (const watch of cacheWatches(node, settings)) this.#page("cache", `cache-${id}-${at + 1}`, watch);
  }

  /** Watches one of the platform's own functions. */
  watchFunction(id: string, functionName: pulumi.Input<string>): void {
    for (const watch of functionWatches(functionName)) this.#page("function", id, watch);
  }

  watchProcedure(id: string, procedure: WatchedProcedure): void {
    for (const watch of procedureWatches(procedure)) this.#page("function", `${id}-procedure`, watch);
  }

  watchSecrets(namespace: string): void {
    for (const watch of secretsWatches(namespace)) this.#page("secrets", "secrets", watch);
  }

  watchBackups(vaultName: pulumi.Input<string>): void {
    for (const watch of backupWatches(vaultName)) this.#page("backup", "backups", watch);
  }

  /** Watches whether restore tests take place; `checker` is the function that looks into the copies. */
  watchRestoreTests(checker: pulumi.Input<string>, every: Config["backups"]["restoreTest"]["every"]): void {
    for (const watch of restoreTestWatches(checker, every)) this.#page("backup", "restores", watch);
  }

  #page(area: Area, subject: string, watch: Watch): aws.cloudwatch.MetricAlarm {
    const { topicArn } = this.#args;
    return this.#alarm(area, subject, watch, { alarmActions: [topicArn], okActions: [topicArn] });
  }

  /** For what a machine acts on: a person is told of what it did, not of why. */
  #quietly(area: Area, subject: string, watch: Watch): aws.cloudwatch.MetricAlarm {
    return this.#alarm(area, subject, watch, {});
  }

  #alarm(
    area: Area,
    subject: string,
    { kind, says, ...condition }: Watch,
    actions: Pick<aws.cloudwatch.MetricAlarmArgs, "alarmActions" | "okActions">,
  ): aws.cloudwatch.MetricAlarm {
    const { place, runbook } = this.#args;
    return new aws.cloudwatch.MetricAlarm(
      `${this.#name}-${subject}-${kind}`,
      {
        name: `${place.prefix}-${subject}-${kind}`,
        alarmDescription: `${subject}: ${says}. ${runbook}#${area}-${kind}`,
        ...condition,
        actionsEnabled: true,
        ...actions,
      },
      { parent: this },
    );
  }

  #count(
    area: Area,
    subject: string,
    logGroup: pulumi.Input<string>,
    { metricName, pattern, watch }: LogWatch,
  ): void {
    const namespace = `${this.#args.place.prefix}/${subject}`;
    const filter = new aws.cloudwatch.LogMetricFilter(
      `${this.#name}-${subject}-${watch.kind}-count`,
      {
        name: `${this.#args.place.prefix}-${subject}-${watch.kind}`,
        logGroupName: logGroup,
        pattern,
        metricTransformation: { name: metricName, namespace, value: "1", defaultValue: "0" },
      },
      { parent: this },
    );
    const counted = filter.metricTransformation.apply((metric) => metric.name);
    this.#page(area, subject, { ...watch, namespace, metricName: counted });
  }
}
