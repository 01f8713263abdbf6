import { describe, expect, it } from "vitest";
import { Alarms } from "../../components/watch/alarms.ts";
import type { CacheSettings } from "../../config/shape/data.ts";
import { slo as sloSchema } from "../../config/shape/people.ts";
import { declare } from "./declare.ts";
import { anInstance, place } from "./stores.ts";

const slo = sloSchema.parse({});
const database = {
  identifier: "shop-db",
  logGroupName: "/aws/rds/instance/shop-db/postgresql",
  proxyName: "shop-db",
  replicas: [],
};
const jobs: CacheSettings = {
  holds: "jobs",
  dataClass: "business",
  roles: ["queue"],
  version: "8.1",
  nodeType: "cache.t4g.small",
  replicas: 1,
  snapshotDays: 7,
};
const groups = {
  blue: { balancer: "app/lb", targetGroup: "targetgroup/blue" },
  green: { balancer: "app/lb", targetGroup: "targetgroup/green" },
};
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeType = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const watched = (watch: (alarms: Alarms) => void, changed: Partial<typeof slo> = {}) =>
  declare(() =>
    watch(
      new Alarms("alarms", {
        place,
        slo: { ...slo, ...changed },
        topicArn: "arn:oncall",
        ticketTopicArn: "arn:tickets",
        runbook: "https://docs.shop.example/runbook",
      }),
    ),
  );
const everything = () =>
  watched((alarms) => {
    alarms.watchRoute("api", groups);
    alarms.watchBalancer({ arnSuffix: "app/lb" });
    alarms.watchService("api", { cluster: "shop", service: "api" });
    alarms.watchLog("api", "/shop-staging/api", { status: "status" });
    alarms.watchQueue("worker", {
      namespace: "shop-staging/queues",
      cluster: "shop",
      service: "worker",
      scale: { max: 4 },
      jobs: { library: "rq", waitSeconds: 300, typicalSeconds: 10, failedPerHour: 20 },
    });
    alarms.watchDatabase(database, anInstance);
    alarms.watchVitals("shop-staging/vitals");
    alarms.watchSecrets("shop-staging/secrets");
    alarms.watchCache("jobs", ["shop-cache-jobs-001", "shop-cache-jobs-002"], jobs);
    alarms.watchFunction("vitals", "shop-staging-vitals");
    alarms.watchProcedure("restart", { stateMachineArn: "arn:restart", ruleName: "shop-staging-restart" });
    alarms.watchCollector("api", { cluster: "shop", service: "api" }, "/shop-staging/api");
    alarms.watchMetrics("ws-1");
    alarms.watchBackups("shop-staging");
    alarms.watchRestoreTests("shop-staging-restore-check", "week");
    alarms.conclude((of) => of !== "scraper");
  });

describe("alarms", () => {
  it("are these, each with its own chapter of the runbook and its silence decided", async () => {
    const plan = await everything();
    const lines = plan
      .all(alarmType)
      .map(({ name, alarmDescription, treatMissingData }) => {
        const [, chapter] = String(alarmDescription).split("/runbook#");
        return `${name} → ${chapter} (silence: ${treatMissingData})`;
      })
      .sort();
    expect(lines).toEqual([
      "shop-staging-api-auth-failures → service-auth-failures (silence: notBreaching)",
      "shop-staging-api-blue-deploy-failing-answers → service-deploy-failing-answers (silence: notBreaching)",
      "shop-staging-api-blue-deploy-slow-answers → service-deploy-slow-answers (silence: notBreaching)",
      "shop-staging-api-blue-failing-answers → service-failing-answers (silence: notBreaching)",
      "shop-staging-api-blue-slow-answers → service-slow-answers (silence: notBreaching)",
      "shop-staging-api-blue-slow-day → service-slow-day (silence: notBreaching)",
      "shop-staging-api-burn-1h-in-1h → service-burn-1h-in-1h (silence: notBreaching)",
      "shop-staging-api-burn-1h-in-5m → service-burn-1h-in-5m (silence: notBreaching)",
      "shop-staging-api-burn-24h-in-1d → service-burn-24h-in-1d (silence: notBreaching)",
      "shop-staging-api-burn-24h-in-2h → service-burn-24h-in-2h (silence: notBreaching)",
      "shop-staging-api-burn-6h-in-30m → service-burn-6h-in-30m (silence: notBreaching)",
      "shop-staging-api-burn-6h-in-6h → service-burn-6h-in-6h (silence: notBreaching)",
      "shop-staging-api-burn-72h-in-3d → service-burn-72h-in-3d (silence: notBreaching)",
      "shop-staging-api-burn-72h-in-6h → service-burn-72h-in-6h (silence: notBreaching)",
      "shop-staging-api-collector-losses → telemetry-collector-losses (silence: notBreaching)",
      "shop-staging-api-collector-missing → telemetry-collector-missing (silence: notBreaching)",
      "shop-staging-api-collector-unhealthy → telemetry-collector-unhealthy (silence: notBreaching)",
      "shop-staging-api-down → service-down (silence: breaching)",
      "shop-staging-api-green-deploy-failing-answers → service-deploy-failing-answers (silence: notBreaching)",
      "shop-staging-api-green-deploy-slow-answers → service-deploy-slow-answers (silence: notBreaching)",
      "shop-staging-api-green-failing-answers → service-failing-answers (silence: notBreaching)",
      "shop-staging-api-green-slow-answers → service-slow-answers (silence: notBreaching)",
      "shop-staging-api-green-slow-day → service-slow-day (silence: notBreaching)",
      "shop-staging-api-memory → service-memory (silence: notBreaching)",
      "shop-staging-api-missing-tasks → service-missing-tasks (silence: breaching)",
      "shop-staging-api-unhealthy-tasks → service-unhealthy-tasks (silence: notBreaching)",
      "shop-staging-backups-missing → backup-missing (silence: breaching)",
      "shop-staging-balancer-failing-answers → balancer-failing-answers (silence: notBreaching)",
      "shop-staging-cache-jobs-1-evictions → cache-evictions (silence: notBreaching)",
      "shop-staging-cache-jobs-1-lag → cache-lag (silence: notBreaching)",
      "shop-staging-cache-jobs-1-memory → cache-memory (silence: breaching)",
      "shop-staging-cache-jobs-2-evictions → cache-evictions (silence: notBreaching)",
      "shop-staging-cache-jobs-2-lag → cache-lag (silence: notBreaching)",
      "shop-staging-cache-jobs-2-memory → cache-memory (silence: breaching)",
      "shop-staging-cache-jobs-down → cache-down (silence: breaching)",
      "shop-staging-database-connections → database-connections (silence: breaching)",
      "shop-staging-database-cpu → database-cpu (silence: notBreaching)",
      "shop-staging-database-memory → database-memory (silence: notBreaching)",
      "shop-staging-database-slow-queries → database-slow-queries (silence: notBreaching)",
      "shop-staging-database-storage → database-storage (silence: notBreaching)",
      "shop-staging-proxy-connections → proxy-connections (silence: notBreaching)",
      "shop-staging-proxy-no-database → proxy-no-database (silence: notBreaching)",
      "shop-staging-proxy-refused-logins → proxy-refused-logins (silence: notBreaching)",
      "shop-staging-proxy-slow → proxy-slow (silence: notBreaching)",
      "shop-staging-proxy-waiting → proxy-waiting (silence: notBreaching)",
      "shop-staging-restart-procedure-failed → function-failed (silence: notBreaching)",
      "shop-staging-restart-procedure-not-begun → function-not-begun (silence: notBreaching)",
      "shop-staging-restores-untested → backup-untested (silence: breaching)",
      "shop-staging-secrets-age → secrets-age (silence: notBreaching)",
      "shop-staging-secrets-not-ready → secrets-not-ready (silence: notBreaching)",
      "shop-staging-secrets-unchecked → secrets-unchecked (silence: breaching)",
      "shop-staging-telemetry-nothing-arrives → telemetry-nothing-arrives (silence: breaching)",
      "shop-staging-vitals-dead-tuples → database-dead-tuples (silence: notBreaching)",
      "shop-staging-vitals-errors → function-errors (silence: notBreaching)",
      "shop-staging-vitals-long-transaction → database-long-transaction (silence: notBreaching)",
      "shop-staging-vitals-replication-lag → database-replication-lag (silence: notBreaching)",
      "shop-staging-vitals-saturation → database-saturation (silence: notBreaching)",
      "shop-staging-vitals-table-growth → database-table-growth (silence: notBreaching)",
      "shop-staging-vitals-throttles → function-throttles (silence: notBreaching)",
      "shop-staging-vitals-unreachable → database-unreachable (silence: breaching)",
      "shop-staging-vitals-vacuum → database-vacuum (silence: notBreaching)",
      "shop-staging-worker-backlog → queue-backlog (silence: notBreaching)",
      "shop-staging-worker-failed-jobs → queue-failed-jobs (silence: notBreaching)",
      "shop-staging-worker-no-consumers → queue-no-consumers (silence: breaching)",
      "shop-staging-worker-waiting → queue-waiting (silence: notBreaching)",
    ]);
  });

  it("tell on-call or open a ticket, also that it is over; a symptom and a half of a condition leave it to others", async () => {
    const plan = await everything();
    const told = new Map<string, string[]>();
    for (const { name, alarmActions, okActions, actionsEnabled } of plan.all(alarmType)) {
      expect([name, actionsEnabled, okActions]).toEqual([name, true, alarmActions]);
      const whom = String(alarmActions ?? "nobody");
      told.set(whom, [...(told.get(whom) ?? []), String(name).replace("shop-staging-", "")]);
    }
    expect(told.get("arn:tickets")?.sort()).toEqual([
      "api-blue-slow-day",
      "api-collector-losses",
      "api-collector-missing",
      "api-collector-unhealthy",
      "api-green-slow-day",
      "secrets-age",
      "secrets-unchecked",
      "telemetry-nothing-arrives",
      "vitals-dead-tuples",
      "vitals-table-growth",
      "vitals-vacuum",
    ]);
    expect(told.get("nobody")?.sort()).toEqual([
      "api-blue-deploy-failing-answers",
      "api-blue-deploy-slow-answers",
      "api-blue-failing-answers",
      "api-blue-slow-answers",
      "api-burn-1h-in-1h",
      "api-burn-1h-in-5m",
      "api-burn-24h-in-1d",
      "api-burn-24h-in-2h",
      "api-burn-6h-in-30m",
      "api-burn-6h-in-6h",
      "api-burn-72h-in-3d",
      "api-burn-72h-in-6h",
      "api-down",
      "api-green-deploy-failing-answers",
      "api-green-deploy-slow-answers",
      "api-green-failing-answers",
      "api-green-slow-answers",
      "api-missing-tasks",
      "api-unhealthy-tasks",
      "database-connections",
      "proxy-no-database",
      "proxy-waiting",
      "vitals-saturation",
      "vitals-unreachable",
      "worker-backlog",
      "worker-failed-jobs",
      "worker-no-consumers",
      "worker-waiting",
    ]);
    expect(told.get("arn:oncall")).toContain("cache-jobs-down");
  });

  it("speak through one composite for each thing, which keeps silent while its cause pages", async () => {
    const plan = await everything();
    const lines = plan.all(compositeType).map((one) => {
      const rule = String(one.alarmRule).replaceAll(/ALARM\("shop-staging-([^"]+)"\)/g, "$1");
      return [
        String(one.alarmName).replace("shop-staging-", ""),
        rule,
        String(one.alarmActions ?? "nobody"),
        one.actionsSuppressor,
      ];
    });
    const unless = (alarm: string) => ({
      alarm: `shop-staging-${alarm}`,
      waitPeriod: 60,
      extensionPeriod: 120,
    });
    const byName = lines.sort(([a], [b]) => String(a).localeCompare(String(b)));
    expect(byName).toEqual([
      [
        "api-budget",
        "(api-burn-24h-in-1d AND api-burn-24h-in-2h) OR (api-burn-72h-in-3d AND api-burn-72h-in-6h)",
        "arn:tickets",
        undefined,
      ],
      [
        "api-unwell",
        [
          "api-unhealthy-tasks",
          "api-down",
          "(api-burn-1h-in-1h AND api-burn-1h-in-5m)",
          "(api-burn-6h-in-6h AND api-burn-6h-in-30m)",
          "api-blue-slow-answers",
          "api-blue-failing-answers",
          "api-green-slow-answers",
          "api-green-failing-answers",
          "api-missing-tasks",
        ].join(" OR "),
        "arn:oncall",
        unless("causes-red"),
      ],
      ["causes-red", "database-gone OR cache-jobs-down", "nobody", undefined],
      ["database-gone", "proxy-waiting OR proxy-no-database", "arn:oncall", undefined],
      [
        "database-unwell",
        "database-connections OR vitals-unreachable OR vitals-saturation",
        "arn:oncall",
        unless("database-gone"),
      ],
      [
        "worker-unwell",
        "worker-backlog OR worker-waiting OR worker-failed-jobs OR worker-no-consumers",
        "arn:oncall",
        unless("causes-red"),
      ],
    ]);
  });

  it("say nothing of a worker that is paused, and why, by whom and until when; of others they do", async () => {
    const pause = { reason: "jobs do harm!", owner: "growth", until: "2026-12-01" };
    const plan = await watched((alarms) => {
      for (const service of ["worker", "mailer"]) alarms.watchService(service, { cluster: "shop", service });
      alarms.conclude(
        () => false,
        (of) => (of === "worker" ? pause : undefined),
      );
    });
    const silenced = plan.get(compositeType, "alarms-worker-unwell").inputs;
    expect(silenced).toMatchObject({ actionsEnabled: false, alarmActions: ["arn:oncall"] });
    expect(silenced.tags).toEqual({
      breaker: "pause",
      "breaker-reason": "jobs do harm ",
      "breaker-owner": "growth",
      "breaker-until": "2026-12-01",
    });
    const other = plan.get(compositeType, "alarms-mailer-unwell").inputs;
    expect([other.actionsEnabled, other.tags]).toEqual([true, undefined]);
  });

  it("let nothing keep silent for a store that it does not need", async () => {
    const plan = await watched((alarms) => {
      alarms.watchDatabase(database, anInstance);
      alarms.watchService("scraper", { cluster: "shop", service: "scraper" });
      alarms.conclude((of) => of !== "scraper");
    });
    expect(plan.get(compositeType, "alarms-scraper-unwell").inputs.actionsSuppressor).toBeUndefined();
  });

  it("compare exactly one result: a metric, or one expression over others", async () => {
    const plan = await everything();
    for (const { name, metricName, metricQueries } of plan.all(alarmType)) {
      const results = Array.isArray(metricQueries)
        ? metricQueries.filter(({ returnData }) => returnData)
        : [];
      expect([name, (metricName ? 1 : 0) + results.length]).toEqual([name, 1]);
    }
  });

  it("page on a p95 above 250 ms for 5 minutes, or what the stack's objectives say (K07)", async () => {
    const slow = async (changed: Partial<typeof slo>) => {
      const plan = await watched((a) => a.watchRoute("api", groups), changed);
      return plan.get(alarmType, "alarms-api-blue-slow-answers").inputs;
    };
    expect(await slow({})).toMatchObject({
      metricName: "TargetResponseTime",
      extendedStatistic: "p95",
      threshold: 0.25,
      comparisonOperator: "GreaterThanThreshold",
      period: 60,
      evaluationPeriods: 5,
      dimensions: { LoadBalancer: "app/lb", TargetGroup: "targetgroup/blue" },
    });
    expect(await slow({ p95Ms: 900, p95Minutes: 3 })).toMatchObject({ threshold: 0.9, evaluationPeriods: 3 });
  });

  it("page on more than 0.5 % of 5xx for 2 minutes, also when the balancer gives them (K08)", async () => {
    const plan = await everything();
    for (const name of ["alarms-api-blue-failing-answers", "alarms-balancer-failing-answers"])
      expect(plan.get(alarmType, name).inputs).toMatchObject({
        threshold: 0.5,
        evaluationPeriods: 2,
        comparisonOperator: "GreaterThanThreshold",
      });
  });

  it("page on more than 100 refused answers a minute, counted from the log (K09)", async () => {
    const plan = await everything();
    const filter = plan.get(
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "alarms-api-auth-failures-count",
    );
    expect(filter.inputs).toMatchObject({
      logGroupName: "/shop-staging/api",
      pattern: "{ ($.status = 401) || ($.status = 403) }",
      metricTransformation: { namespace: "shop-staging/api", name: "AuthFailures", value: "1" },
    });
    expect(plan.get(alarmType, "alarms-api-auth-failures").inputs).toMatchObject({
      namespace: "shop-staging/api",
      metricName: "AuthFailures",
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 100,
    });
  });

  it("page when 80 % of the declared connections are taken (K11)", async () => {
    const plan = await everything();
    expect(plan.get(alarmType, "alarms-database-connections").inputs).toMatchObject({
      metricName: "DatabaseConnections",
      threshold: 0.8 * anInstance.maxConnections,
      dimensions: { DBInstanceIdentifier: "shop-db" },
    });
  });

  it("count slow statements in the database's own log (K12)", async () => {
    const plan = await everything();
    const filter = plan.get(
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "alarms-database-slow-queries-count",
    );
    expect(filter.inputs).toMatchObject({
      logGroupName: "/aws/rds/instance/shop-db/postgresql",
      pattern: '"duration:"',
    });
  });

  it("let a cache that may evict be full, and a single node have no lag", async () => {
    const plan = await watched((alarms) =>
      alarms.watchCache("jobs", ["c-001"], { ...jobs, roles: ["cache"], replicas: 0 }),
    );
    expect(plan.all(alarmType).map(({ name, threshold }) => [name, threshold])).toEqual([
      ["shop-staging-cache-jobs-down", 1],
      ["shop-staging-cache-jobs-1-evictions", 1000],
    ]);
  });

  it("name those that a deployment must not set off: what users feel, not what every restart does", async () => {
    const names: Record<number, unknown> = {};
    await watched((alarms) => {
      for (const [at, name] of alarms.watchRoute("api", groups).entries())
        name.apply((known) => {
          names[at] = known;
        });
    });
    expect(Object.values(names)).toEqual([
      "shop-staging-api-blue-deploy-slow-answers",
      "shop-staging-api-blue-deploy-failing-answers",
      "shop-staging-api-green-deploy-slow-answers",
      "shop-staging-api-green-deploy-failing-answers",
    ]);
  });
});
