import type { Plan } from "./declare.ts";

/** One metric that somebody looks at, everything in it known. */
export interface Looked {
  readonly by: string;
  readonly namespace: string;
  readonly name: string;
  readonly stat: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface WidgetBody {
  readonly type: "metric" | "alarm" | "text";
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const dashboardType = "aws:cloudwatch/dashboard:Dashboard";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** The widgets of each dashboard, by its name. */
export const widgetsOf = (plan: Plan): Readonly<Record<string, readonly WidgetBody[]>> =>
  Object.fromEntries(
    plan
      .all(dashboardType)
      .map(({ dashboardName, dashboardBody }) => [
        String(dashboardName),
        JSON.parse(String(dashboardBody)).widgets,
      ]),
  );

type Row = readonly [...string[], { readonly stat: string }];
const isRow = (row: unknown): row is Row => Array.isArray(row) && typeof row[0] === "string";

/** Every metric of every dashboard. */
export const onDashboards = (plan: Plan): readonly Looked[] =>
  Object.entries(widgetsOf(plan)).flatMap(([by, widgets]) =>
    widgets
      .flatMap(({ properties }) => properties.metrics ?? [])
      .filter(isRow)
      .map((row) => {
        const words = row.filter((part) => typeof part === "string");
        const options = row.find((part) => typeof part === "object");
        const [namespace = "", name = "", ...pairs] = words;
        const dimensions = pairs.flatMap((key, at) => (at % 2 === 0 ? [[key, pairs[at + 1] ?? ""]] : []));
        return {
          by,
          namespace,
          name,
          stat: options?.stat ?? "",
          dimensions: Object.fromEntries(dimensions),
        };
      }),
  );

type Query = { readonly metric?: Readonly<Record<string, unknown>> };

/** Every metric of every alarm, in either of the two forms. */
export const inAlarms = (plan: Plan): readonly Looked[] =>
  plan.all(alarmType).flatMap((alarm) => {
    const queries = (alarm.metricQueries ?? []) as readonly Query[];
    const metrics = [alarm, ...queries.map(({ metric }) => metric ?? {})].filter((one) => one.metricName);
    return metrics.map((metric) => ({
      by: String(alarm.name),
      namespace: String(metric.namespace),
      name: String(metric.metricName),
      stat: String(metric.stat ?? metric.extendedStatistic ?? metric.statistic),
      dimensions: (metric.dimensions ?? {}) as Record<string, string>,
    }));
  });
