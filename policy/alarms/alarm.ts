import type { Node } from "../view.ts";
import { evaluate } from "./metric-math.ts";

/** One metric that an alarm looks at, whichever of the two forms names it. */
export interface Metric {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly statistic: string | undefined;
  /** The known value of one of its dimensions. */
  readonly dimension: (name: string) => string | undefined;
  /** The known values of all of them. */
  readonly about: () => readonly unknown[];
  /** All of them that are known, as `name=value`. */
  readonly dimensions: () => readonly string[];
}

export interface Alarm {
  readonly node: Node;
  readonly metrics: readonly Metric[];
  /** Seconds over which a value is taken; undefined where not known. */
  readonly period: number | undefined;
  /** Seconds that a breach lasts before the alarm goes off; undefined where not known. */
  readonly delay: number | undefined;
  /** Would it go off if its metrics had these values? Undefined where that cannot be told. */
  rings(values: Readonly<Record<string, number>>): boolean | undefined;
}

/** A metric or an expression of an alarm. */
interface Query {
  readonly id: string;
  readonly metric: Metric | undefined;
  readonly expression: string | undefined;
  readonly returned: boolean;
  readonly period: number | undefined;
}

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** Reads `metricName` with its dimensions, or `metricQueries`; undefined where neither is known. */
export function readAlarm(node: Node): Alarm | undefined {
  const queries = single(node) ?? several(node);
  const returned = queries.find((query) => query.returned) ?? (queries.length === 1 ? queries[0] : undefined);
  if (!returned) return undefined;
  const byId = new Map(queries.map((query) => [query.id, query]));
  const compare = comparisons[node.known("comparisonOperator") as string];
  const threshold = node.known("threshold");
  // M of N datapoints: a lasting breach rings after M periods.
  const points: number | undefined = node.known("datapointsToAlarm") || node.known("evaluationPeriods");
  const periods = queries.flatMap((query) => (typeof query.period === "number" ? [query.period] : []));
  const period = periods.length > 0 ? Math.max(...periods) : undefined;
  return {
    node,
    metrics: queries.flatMap(({ metric }) => metric ?? []),
    period,
    delay: period && points ? points * period : undefined,
    rings: (values) => {
      const value = worth(returned, byId, values, queries.length);
      return value === undefined || !compare || typeof threshold !== "number"
        ? undefined
        : compare(value, threshold);
    },
  };
}

function single(node: Node): readonly Query[] | undefined {
  const name = node.known("metricName");
  if (typeof name !== "string") return undefined;
  const metric = {
    name,
    namespace: node.known("namespace"),
    statistic: node.known("extendedStatistic") ?? node.known("statistic"),
    dimension: (key: string) => node.known("dimensions", key),
    about: () => valuesOf(node.known("dimensions")),
    dimensions: () => pairsOf(node.known("dimensions")),
  };
  return [{ id: name, metric, expression: undefined, returned: true, period: node.known("period") }];
}

function several(node: Node): readonly Query[] {
  const queries: Query[] = [];
  for (let i = 0; ; i += 1) {
    const at = (...path: readonly string[]) => node.known("metricQueries", i, ...path);
    const [id, name] = [at("id"), at("metric", "metricName")];
    if (typeof id !== "string") return queries;
    const metric = {
      name,
      namespace: at("metric", "namespace"),
      statistic: at("metric", "stat"),
      dimension: (key: string) => at("metric", "dimensions", key),
      about: () => valuesOf(at("metric", "dimensions")),
      dimensions: () => pairsOf(at("metric", "dimensions")),
    };
    queries.push({
      id,
      metric: typeof name === "string" ? metric : undefined,
      expression: at("expression"),
      returned: at("returnData") === true,
      period: at("metric", "period") ?? at("period"),
    });
  }
}

const valuesOf = (dimensions: unknown): readonly unknown[] =>
  dimensions instanceof Object ? Object.values(dimensions).filter((value) => value !== undefined) : [];

const pairsOf = (dimensions: unknown): readonly string[] =>
  dimensions instanceof Object
    ? Object.entries(dimensions).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]))
    : [];

/** An expression may name other expressions; `depth` stops one that names itself. */
function worth(
  query: Query,
  byId: ReadonlyMap<string, Query>,
  values: Readonly<Record<string, number>>,
  depth: number,
): number | undefined {
  if (query.metric) return values[query.metric.name];
  if (typeof query.expression !== "string" || depth < 0) return undefined;
  return evaluate(query.expression, (id) => {
    const named = byId.get(id);
    return named && worth(named, byId, values, depth - 1);
  });
}
