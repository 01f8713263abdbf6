import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { CacheSettings, DatabaseSettings } from "../../config/shape/data.ts";
import type { Pause } from "../run/pause.ts";
import { backupWatches, restoreTestWatches } from "./alarms/backups.ts";
import { burnWatches } from "./alarms/burn.ts";
import { cacheDown, cacheWatches } from "./alarms/cache.ts";
import { cdnWatches } from "./alarms/cdn.ts";
import { cronWatches, type WatchedCron } from "./alarms/cron.ts";
import { databaseWatches, replicaWatches, type WatchedDatabase } from "./alarms/database.ts";
import {
  balancerWatches,
  dayWatches,
  healthWatches,
  type Routed,
  releaseWatches,
  servedWatches,
} from "./alarms/edge.ts";
import { deliveryWatches, reputationWatches } from "./alarms/email.ts";
import { functionWatches } from "./alarms/function.ts";
import { authFailures, slowQueries } from "./alarms/logs.ts";
import { probeWatches, type WatchedProbe } from "./alarms/probes.ts";
import { procedureWatches, type WatchedProcedure } from "./alarms/procedure.ts";
import { providerWatches } from "./alarms/providers.ts";
import { goneWatches, proxyWatches } from "./alarms/proxy.ts";
import { queueWatches, type WatchedQueues } from "./alarms/queues.ts";
import { secretsWatches } from "./alarms/secrets.ts";
import { type Running, serviceWatches } from "./alarms/service.ts";
import { collectorLosses, collectorWatches, metricsWatches } from "./alarms/telemetry.ts";
import { visitWatches } from "./alarms/visits.ts";
import { vitalsWatches } from "./alarms/vitals.ts";
import { all, type Clause, ringing } from "./composite.ts";
import { Voices, type VoicesArgs } from "./voices.ts";

export interface AlarmsArgs extends VoicesArgs {
  readonly slo: Config["slo"];
}

/**
 * Everything that pages or opens a ticket. What is watched, and from which number on, stands in `alarms/`. One cause is
 * one page: symptoms of one thing speak through one composite alarm, which keeps silent while what caused them pages.
 */
export class Alarms extends pulumi.ComponentResource {
  readonly #slo: Config["slo"];
  readonly #voices: Voices;
  /** What takes everything that needs a store down with it. */
  readonly #causes: Clause[] = [];
  #databaseGone: aws.cloudwatch.CompositeAlarm | undefined;

  constructor(name: string, { slo, ...args }: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:watch:Alarms", name, {}, opts);
    this.#slo = slo;
    this.#voices = new Voices(name, args, this);
    this.registerOutputs({});
  }

  /** Watches what users feel of a service, by colour. Returns the names of the alarms that a deployment must not set off. */
  watchRoute(id: string, groups: Readonly<Record<"blue" | "green", Routed>>): pulumi.Output<string>[] {
    const slo = this.#slo;
    for (const watch of healthWatches(groups)) this.#voices.tell("service", id, watch);
    this.#watchBudget(id, groups);
    return Object.entries(groups).flatMap(([colour, routed]) => {
      for (const watch of [...servedWatches(routed, slo), ...dayWatches(routed, slo)])
        this.#voices.tell("service", `${id}-${colour}`, watch, id);
      return releaseWatches(routed, slo).map(
        (watch) => this.#voices.quietly("service", `${id}-${colour}`, watch).name,
      );
    });
  }

  watchBalancer(balancer: { readonly arnSuffix: pulumi.Input<string> }): void {
    for (const watch of balancerWatches(balancer.arnSuffix, this.#slo))
      this.#voices.tell("balancer", "balancer", watch);
  }

  /** Watches what visitors get from the CDN. */
  watchCdn(distributionId: pulumi.Input<string>): void {
    for (const watch of cdnWatches(distributionId, this.#slo)) this.#voices.tell("cdn", "cdn", watch);
  }

  watchService(id: string, running: Running): void {
    for (const watch of serviceWatches(running)) this.#voices.tell("service", id, watch);
  }

  /** Watches whether a worker keeps up with its queues. */
  watchQueue(id: string, queues: WatchedQueues): void {
    for (const watch of queueWatches(queues)) this.#voices.tell("queue", id, watch);
  }

  /** Watches whether a task that is to run again and again does. */
  watchCron(id: string, cron: WatchedCron, missedAfterHours: number): void {
    for (const watch of cronWatches(cron, missedAfterHours)) this.#voices.tell("cron", id, watch);
  }

  /** Watches a service's log for answers that refuse. */
  watchLog(id: string, logGroup: pulumi.Input<string>, fields: Pick<Config["logs"], "status">): void {
    this.#voices.count("service", id, logGroup, authFailures(this.#slo, fields));
  }

  watchDatabase(database: WatchedDatabase, settings: DatabaseSettings): void {
    const slo = this.#slo;
    for (const watch of databaseWatches(database, settings, slo))
      this.#voices.tell("database", "database", watch);
    this.#voices.count("database", "database", database.logGroupName, slowQueries(slo));
    for (const [at, replica] of database.replicas.entries()) {
      const subject = `database-replica-${at + 1}`;
      for (const watch of replicaWatches(replica, settings, slo))
        this.#voices.tell("database", subject, watch, "database");
      this.#voices.count("database", subject, replica.logGroupName, slowQueries(slo));
    }
    for (const watch of proxyWatches(database.proxyName, slo)) this.#voices.tell("proxy", "proxy", watch);
    this.#databaseGone = this.#voices.together({
      ...{ area: "database", subject: "database", kind: "gone", tells: "page" },
      says: "nothing can connect to it, for want of an answer or of a free connection",
      clauses: goneWatches(database.proxyName).map((watch) =>
        ringing(this.#voices.quietly("proxy", "proxy", watch)),
      ),
    });
    this.#causes.push(ringing({ name: this.#databaseGone.alarmName }));
  }

  /** Watches PostgreSQL from within, by what the function of that name publishes. */
  watchVitals(namespace: string): void {
    for (const watch of vitalsWatches(namespace, this.#slo))
      this.#voices.tell("database", "vitals", watch, "database");
  }

  watchCache(id: string, nodes: readonly pulumi.Input<string>[], settings: CacheSettings): void {
    for (const [at, node] of nodes.entries())
      for (const watch of cacheWatches(node, settings))
        this.#voices.tell("cache", `cache-${id}-${at + 1}`, watch);
    this.#causes.push(ringing(this.#voices.tell("cache", `cache-${id}`, cacheDown(nodes))));
  }

  /** Watches one of the platform's own functions. */
  watchFunction(id: string, functionName: pulumi.Input<string>): void {
    for (const watch of functionWatches(functionName)) this.#voices.tell("function", id, watch);
  }

  watchProcedure(id: string, procedure: WatchedProcedure): void {
    for (const watch of procedureWatches(procedure)) this.#voices.tell("function", `${id}-procedure`, watch);
  }

  watchSecrets(namespace: string): void {
    for (const watch of secretsWatches(namespace)) this.#voices.tell("secrets", "secrets", watch);
  }

  /** Watches whether mail arrives, by its configuration set, and whether AWS goes on taking any. */
  watchEmail(configurationSet: string): void {
    for (const watch of reputationWatches) this.#voices.tell("email", "email", watch);
    for (const watch of deliveryWatches(configurationSet)) this.#voices.tell("email", "email", watch);
  }

  /** Watches a third party, by what the function of that name publishes. */
  watchProvider(id: string, namespace: string): void {
    for (const watch of providerWatches(namespace, id))
      this.#voices.tell("provider", `provider-${id}`, watch);
  }

  /** Watches what a probe finds from outside; what nobody can reach is a symptom `of` something. */
  watchProbe(subject: string, probe: WatchedProbe, of = subject): void {
    for (const watch of probeWatches(probe, this.#slo)) this.#voices.tell("probe", subject, watch, of);
  }

  /** Watches how long pages take to load where users are, by the app monitor's name. */
  watchVisits(monitor: pulumi.Input<string>): void {
    for (const watch of visitWatches(monitor, this.#slo)) this.#voices.tell("probe", "visits", watch);
  }

  /** Watches what collects a service's metrics and traces. */
  watchCollector(id: string, running: Running, logGroup: pulumi.Input<string>): void {
    for (const watch of collectorWatches(running)) this.#voices.tell("telemetry", id, watch);
    this.#voices.count("telemetry", id, logGroup, collectorLosses);
  }

  /** Watches whether metrics arrive where they are kept. */
  watchMetrics(workspaceId: pulumi.Input<string>): void {
    for (const watch of metricsWatches(workspaceId)) this.#voices.tell("telemetry", "telemetry", watch);
  }

  watchBackups(vaultName: pulumi.Input<string>): void {
    for (const watch of backupWatches(vaultName)) this.#voices.tell("backup", "backups", watch);
  }

  /** Watches whether restore tests take place; `checker` is the function that looks into the copies. */
  watchRestoreTests(checker: pulumi.Input<string>, every: Config["backups"]["restoreTest"]["every"]): void {
    for (const watch of restoreTestWatches(checker, every)) this.#voices.tell("backup", "restores", watch);
  }

  /**
   * Gives the symptoms of each thing one voice; nothing is watched after that. `onStores` says whether something needs
   * the database or a cache, so that while these are gone its symptoms are theirs. What is `paused` takes no jobs, so that
   * they wait: whoever threw the breaker knows, every report says so, and a queue that fills its cache pages as the cache's.
   */
  conclude(
    onStores: (of: string) => boolean,
    paused: (of: string) => Pause | undefined = () => undefined,
  ): void {
    const causes = this.#voices.together({
      ...{ area: "service", subject: "causes", kind: "red", tells: "nobody", clauses: this.#causes },
      says: "a store is gone, which pages by itself; what follows from it keeps silent",
    });
    for (const [of, clauses] of this.#voices.symptoms)
      this.#voices.together({
        ...{ subject: of, kind: "unwell", tells: "page", clauses },
        area: of === "database" ? "database" : "service",
        says: "it is unwell, and the alarms of it that are red say how",
        unless: of === "database" ? this.#databaseGone : onStores(of) ? causes : undefined,
        paused: paused(of),
      });
  }

  /** How fast a service uses up its error budget: a page where it is fast, a ticket where it is slow. */
  #watchBudget(id: string, groups: Readonly<Record<"blue" | "green", Routed>>): void {
    const tickets = burnWatches(groups, this.#slo).flatMap(({ severity, long, short }) => {
      const burning = all(
        ...[long, short].map((watch) => ringing(this.#voices.quietly("service", id, watch))),
      );
      if (severity === "ticket") return [burning];
      this.#voices.symptom(id, burning);
      return [];
    });
    this.#voices.together({
      ...{ area: "service", subject: id, kind: "budget", tells: "ticket", clauses: tickets },
      says: "the error budget is used up faster than it should, for a day or longer",
    });
  }
}
