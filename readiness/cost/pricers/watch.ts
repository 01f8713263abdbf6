import type { Pricer, Pricers } from "../quantity.ts";
import { always, hours, times } from "../quantity.ts";
import { runsOf } from "./run.ts";

/** Billed by the metrics that it watches: one, or those of its expression. */
const alarm: Pricer = (facts) => {
  const queries = facts
    .list("metricQueries")
    .filter((one) => JSON.stringify(one).includes('"metric"')).length;
  const period = facts.number("period") ?? 60;
  return [
    {
      item: "alarms",
      meter: period < 60 ? "alarm.fast" : "alarm.metric",
      ...always(Math.max(queries, 1)),
      how: "by the metrics that they watch",
    },
  ];
};

const canary: Pricer = (facts) => {
  const runs = runsOf(facts.text("schedule", "expression"));
  if (runs === undefined) return [{ why: `how often ${facts.name} runs is no rate` }];
  const gb = (facts.number("runConfig", "memoryInMb") ?? 1024) / 1024;
  return [
    { item: "probes", meter: "canary.run", ...always(runs), how: `${Math.round(runs)} runs each` },
    {
      item: "the functions of probes",
      meter: "lambda.compute.x86",
      ...times({ low: 1, high: 20 }, (runs * gb) / 1000),
      how: "1–20 s a run",
      usage: true,
    },
  ];
};

const logs: Pricer = (facts, { stack, assumed }) => {
  if (stack.all(facts.type)[0]?.name !== facts.name) return []; // all groups share one estimate
  const gb = {
    low: assumed.requests.low * assumed.logKb.low + assumed.idleLogs.low,
    high: assumed.requests.high * assumed.logKb.high + assumed.idleLogs.high,
  };
  return [
    { item: "log lines", meter: "logs.ingested", ...gb, how: "0.5–2 KB a request", usage: true },
    {
      item: "logs that are kept",
      meter: "logs.stored",
      ...times(gb, (assumed.logDays / 30.4) * 0.15),
      how: `for ${assumed.logDays} days`,
      usage: true,
    },
  ];
};

/** Scanned as they come in; all policies share one estimate, of what services write. */
const masked: Pricer = (facts, { stack, assumed: { requests, logKb } }) =>
  stack.all(facts.type)[0]?.name !== facts.name
    ? []
    : [
        {
          item: "log lines searched for what to mask",
          meter: "logs.masked",
          low: requests.low * logKb.low,
          high: requests.high * logKb.high,
          how: "0.5–2 KB a request",
          usage: true,
        },
      ];

const metrics: Pricer = (_, { stack, assumed }) => {
  const [low, high] = ["minCapacity", "maxCapacity"].map((bound) =>
    stack.all("aws:appautoscaling/target:Target").reduce((sum, one) => sum + (one.number(bound) ?? 0), 1),
  );
  const samples = (hours * 3600) / assumed.scrapeSeconds / 10_000_000;
  return [
    {
      item: "Prometheus metrics",
      meter: "amp.samples",
      low: (low ?? 1) * assumed.series.low * samples,
      high: (high ?? 1) * assumed.series.high * samples,
      how: `100–500 of each task, every ${assumed.scrapeSeconds} s`,
      usage: true,
    },
    {
      item: "traces",
      meter: "xray.traces",
      ...times(assumed.requests, assumed.tracePercent / 100),
      how: `${assumed.tracePercent} % of the requests`,
      usage: true,
    },
  ];
};

const rum: Pricer = (facts, { assumed }) => {
  const share = facts.number("appMonitorConfiguration", "sessionSampleRate") ?? 1;
  return [
    {
      item: "measurements of real visitors",
      meter: "rum.events",
      ...times(assumed.views, (share * 10) / 100_000),
      how: `10 events a view, of ${Math.round(share * 100)} % of the visits`,
      usage: true,
    },
  ];
};

/** What sees and tells: alarms, logs, metrics, probes. */
export const watching: Pricers = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => [
    { item: "alarms", meter: "alarm.composite", ...always(1), how: "by the metrics that they watch" },
  ],
  "aws:cloudwatch/dashboard:Dashboard": () => [
    { item: "dashboards", meter: "dashboard", low: 0, high: 1, how: "three of an account are free" },
  ],
  "aws:cloudwatch/logGroup:LogGroup": logs,
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": masked,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": () => [
    { item: "metrics from logs", meter: "metric", low: 0, high: 1, how: "in months in which they occur" },
  ],
  "aws:synthetics/canary:Canary": canary,
  "aws:rum/appMonitor:AppMonitor": rum,
  "aws:amp/workspace:Workspace": metrics,
  "aws:grafana/workspace:Workspace": () => [
    { item: "Grafana", meter: "grafana.editor", low: 1, high: 10, how: "1–10 editors", usage: true },
  ],
};
