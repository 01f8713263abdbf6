import { describe, expect, it } from "vitest";
import { isRequirement } from "../../readiness/register/requirements.ts";
import { configOf } from "../config/config-of.ts";
import type { Declared } from "./declare.ts";
import { everyStack, platform, platformOf } from "./platforms.ts";
import { onDashboards, type WidgetBody, widgetsOf } from "./shown.ts";

const componentType = "golive:watch:Dashboard";
const dashboardType = "aws:cloudwatch/dashboard:Dashboard";

interface Shows {
  readonly title: string;
  readonly unit: string;
  readonly requirements: readonly string[];
}
const showsOf = ({ outputs }: Declared): readonly Shows[] => outputs.shows as readonly Shows[];
const titlesOf = (widgets: readonly WidgetBody[] = []): readonly unknown[] =>
  widgets.filter(({ type }) => type === "metric").map(({ properties }) => properties.title);
const pages = async (stack: "production" | "staging", product = ".") =>
  widgetsOf(await platform(stack, "resolved", product));

describe("dashboards", () => {
  it("are one for a launch, and one each for data, queues and the edge (K20)", async () => {
    expect(Object.keys(await pages("production")).sort()).toEqual([
      "prospector-production-data",
      "prospector-production-edge",
      "prospector-production-launch",
      "prospector-production-queue",
    ]);
  });

  it("show at a launch what users feel of each service, then what it runs on", async () => {
    expect(titlesOf((await pages("production"))["prospector-production-launch"])).toEqual([
      "From outside: every probe succeeds",
      "api: 95 % of answers within 250 ms, 99 % within 500 ms",
      "api: at most 0.5 % of answers are 5xx",
      "api: requests a second",
      "api: at most 100 answers a minute are 401 or 403",
      "api: more than 0 % of the error budget of 30 days is left",
      "api: as many tasks run as should; more than one deployment is one under way",
      "api: CPU and memory are steady, below 90 %",
      "worker: as many tasks run as should; more than one deployment is one under way",
      "worker: CPU and memory are steady, below 90 %",
      "scheduler: as many tasks run as should; more than one deployment is one under way",
      "scheduler: CPU and memory are steady, below 90 %",
      "scraper: as many tasks run as should; more than one deployment is one under way",
      "scraper: CPU and memory are steady, below 90 %",
      "Logs: no line has anything that must be masked",
    ]);
  });

  it("show what the stores run out of, and whether they help", async () => {
    expect(titlesOf((await pages("production"))["prospector-production-data"])).toEqual([
      "Database: at most 80 % of 500 connections are taken",
      "Database: CPU below 80 %, and less load than it has processors",
      "Database: answers the proxy within 1000 ms on average",
      "Database: no statement takes longer than 1000 ms",
      "Database: reads and writes take milliseconds",
      "Database: more than a tenth of the storage is free",
      "Database: memory is left",
      "Tables: none grows by more than half a day",
      "Vacuum: at most 30 % dead rows, no table waits for two days",
      "Transactions: none is open for more than 15 minutes",
      "Copies: at most a minute behind",
      "queue: most of what is asked for is there",
      "queue: nothing makes room for others, memory below 80 %",
      "queue: the engine has time left",
    ]);
  });

  it("show whether work is done", async () => {
    expect(titlesOf((await pages("production"))["prospector-production-queue"])).toEqual([
      "worker: the oldest job waits for at most 300 seconds",
      "worker: tasks grow with what waits",
      "worker: at most 20 jobs fail in an hour, and somebody takes jobs",
      "refresh-scores: a run ends well at least every 26 hours, none is given up",
    ]);
  });

  it("show what is let in, and what is not", async () => {
    expect(titlesOf((await pages("production"))["prospector-production-edge"])).toEqual([
      "Firewall: most requests are let through",
      "Firewall: what each rule refuses; a rise is an attack or a mistake of ours",
      "Firewall: what each rule only counts",
      "Firewall: nobody is answered 429",
      "Balancer: answers at most 0.5 % of requests with 5xx itself",
      "Balancer: no connection fails",
      "Balancer: what it refuses itself",
      "CDN: visitors come",
      "CDN: at most 1 % of answers are errors",
      "Pages: three in four load within 3000 ms where users are",
      "CDN's firewall: most requests are let through",
      "CDN's firewall: what each rule refuses; a rise is an attack or a mistake of ours",
      "CDN's firewall: what each rule only counts",
      "CDN's firewall: nobody is answered 429",
    ]);
  });

  it("take a release's groups apart: the canary's slowness is not lost in the stable one's", async () => {
    const plan = await platform("production", "resolved");
    const groups = onDashboards(plan)
      .filter(({ name, stat }) => name === "TargetResponseTime" && stat === "p95")
      .map(({ dimensions }) => dimensions.TargetGroup);
    expect(new Set(groups).size).toBe(2);
  });

  it("draw the numbers that page, as the stack sets them", async () => {
    const config = configOf("production");
    const plan = await platformOf({ ...config, slo: { ...config.slo, p95Ms: 180 } }, "resolved");
    const [, first] =
      widgetsOf(plan)["prospector-production-launch"]?.filter(({ type }) => type === "metric") ?? [];
    expect(first?.properties).toMatchObject({
      title: "api: 95 % of answers within 180 ms, 99 % within 500 ms",
      annotations: {
        horizontal: [
          { value: 0.2, label: "p95 aimed at" },
          { value: 0.18, label: "p95 pages" },
          { value: 0.5, label: "p99 promised" },
        ],
      },
    });
  });

  it("count the error budget over the whole window, in one number (K23)", async () => {
    const config = configOf("production");
    const slo = { ...config.slo, availabilityPercent: 99.5, windowDays: 14 };
    const plan = await platformOf({ ...config, slo }, "resolved");
    const budget = widgetsOf(plan)["prospector-production-launch"]?.find(({ properties }) =>
      String(properties.title).includes("error budget"),
    );
    expect(budget?.properties).toMatchObject({
      title: "api: more than 0 % of the error budget of 14 days is left",
      view: "singleValue",
      start: "-P14D",
      setPeriodToTimeRange: true,
    });
    const sum = (what: string) => `FILL(${what}_blue, 0) + FILL(${what}_green, 0)`;
    const bad = `${sum("failed")} + ${sum("lost")}`;
    expect(budget?.properties.metrics).toContainEqual([
      {
        expression: `IF(${sum("asked")} > 0, 100 - 100 * (100 * (${bad}) / (${sum("asked")})) / 0.5, 100)`,
        label: "left, percent",
      },
    ]);
  });

  it("do without a page for queues where nothing is queued and nothing scheduled", async () => {
    const config = configOf("production");
    const { worker: _, ...services } = config.services;
    const plan = await platformOf({ ...config, services, crons: {} }, "resolved");
    expect(Object.keys(widgetsOf(plan)).sort()).toEqual([
      "prospector-production-data",
      "prospector-production-edge",
      "prospector-production-launch",
    ]);
  });
});

describe.each(everyStack)("dashboards of $product in $stack", ({ product, stack }) => {
  it("give out before anything is made what they show, with units and the rows that ask for it", async () => {
    const plan = await platform(stack, "preview", product);
    const made = plan.declared.filter(({ type }) => type === componentType);
    const shown = made.flatMap(showsOf);
    expect(made.length).toBe(plan.all(dashboardType).length);
    expect(shown.filter(({ unit }) => unit === "")).toEqual([]);
    expect(shown.filter(({ requirements }) => requirements.length === 0)).toEqual([]);
    expect(shown.flatMap(({ requirements }) => requirements).filter((id) => !isRequirement(id))).toEqual([]);
  });

  it("fit CloudWatch: widgets, columns, and each title once", async () => {
    for (const widgets of Object.values(await pages(stack, product))) {
      expect(widgets.length).toBeLessThanOrEqual(500);
      expect(widgets.filter(({ width }) => width > 24)).toEqual([]);
      const titles = titlesOf(widgets);
      expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
    }
  });

  it("compute only from metrics that stand beside", async () => {
    const charts = Object.values(await pages(stack, product)).flat();
    for (const { properties } of charts) {
      const rows = (properties.metrics ?? []) as readonly (readonly unknown[])[];
      const options = rows.map((row) => row.at(-1) as { readonly id?: string; readonly expression?: string });
      const ids = options.flatMap(({ id }) => id ?? []);
      const used = options.flatMap(
        ({ expression = "" }) => expression.replaceAll(/'[^']*'/g, "").match(/\b[a-z]\w*/g) ?? [],
      );
      expect(used.filter((id) => !ids.includes(id))).toEqual([]);
      expect(ids.filter((id) => !used.includes(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("show the states of alarms that there are", async () => {
    const plan = await platform(stack, "resolved", product);
    const { region, account } = configOf(stack, product);
    const alarms = new Set(
      [
        ...plan.all("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name),
        ...plan.all("aws:cloudwatch/compositeAlarm:CompositeAlarm").map(({ alarmName }) => alarmName),
      ].map((name) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`),
    );
    const shown = Object.values(widgetsOf(plan))
      .flat()
      .filter(({ type }) => type === "alarm")
      .flatMap(({ properties }) => properties.alarms as readonly string[]);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((arn) => !alarms.has(arn))).toEqual([]);
  });
});
