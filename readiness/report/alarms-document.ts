import type { ResourceShape } from "../evaluation/order.ts";
import { type Fields, fields, listed } from "../fields.ts";
import { requirementsOf } from "./alarm-requirements.ts";
import { code, section } from "./markdown.ts";
import { generated } from "./requirements-document.ts";

const types = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];

/** `docs/alarms.md`: everything that somebody may be told of, for who is told and for who asks whether anybody would be. */
export function alarmsDocument(
  stack: { readonly name: string; readonly prefix: string },
  shapes: readonly ResourceShape[],
): string {
  const alarms = shapes.filter(({ type }) => types.includes(type));
  const rules = alarms.map(({ values }) => values.alarmRule ?? "").join(" ");
  const lines = alarms.map((shape) => read(shape, stack.prefix, rules));
  const areas = [...new Set(lines.map(({ area }) => area))].sort();
  return [
    "# Alarms",
    generated,
    [
      `Every alarm of the stack ${code(stack.name)}; other stacks differ in names and numbers. Names begin with ${code(`${stack.prefix}-`)} in AWS.`,
      "A **page** wakes somebody; a **ticket** waits for the morning. One that is *part of* another tells nobody by itself: the",
      "composite alarm speaks for all its parts, and keeps silent while the cause of it all pages. *Asked by* names rows of the",
      "register. The runbook's chapter is the area and the kind, as in the link of each alarm's description.",
    ].join("\n"),
    ...areas.map((area) =>
      section(
        area,
        ["alarm", "says", "looks at", "goes off", "tells", "asked by"],
        grouped(lines.filter((line) => line.area === area)).map(({ names, line }) => [
          names.map(code).join(", "),
          line.says,
          line.looksAt,
          line.goesOff,
          line.tells,
          line.requirements,
        ]),
      ),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

interface Line {
  readonly name: string;
  readonly area: string;
  readonly says: string;
  readonly looksAt: string;
  readonly goesOff: string;
  readonly tells: string;
  readonly requirements: string;
}

function read({ values, uses }: ResourceShape, prefix: string, rules: string): Line {
  const own = (text: string): string => text.replaceAll(`${prefix}-`, "");
  const [, chapter = ""] = String(values.alarmDescription).split("#");
  const rule = typeof values.alarmRule === "string" ? values.alarmRule : undefined;
  return {
    name: own(String(values.alarmName ?? values.name)),
    area: chapter.split("-")[0] ?? "",
    says: saidIn(String(values.alarmDescription)),
    looksAt: rule === undefined ? metricsOf(values) : "other alarms",
    goesOff: rule === undefined ? conditionOf(values) : own(rule).replaceAll(/ALARM\("([^"]+)"\)/g, "$1"),
    tells: tellsOf(values, uses, own, rules),
    requirements: requirementsOf(chapter),
  };
}

/** Without the subject before it and the link behind it. */
const saidIn = (description: string): string =>
  description.replace(/^[^:]+: /, "").replace(/\. https:\S+$/, "");

/** Alarms that say the same of several things stand in one line. */
function grouped(
  lines: readonly Line[],
): readonly { readonly names: readonly string[]; readonly line: Line }[] {
  const groups = new Map<string, { names: string[]; line: Line }>();
  for (const line of lines.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const key = JSON.stringify({ ...line, name: "" });
    const group = groups.get(key) ?? { names: [], line };
    group.names.push(line.name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function metricsOf(values: Fields): string {
  const single = `${values.extendedStatistic ?? values.statistic} of ${code(`${values.namespace} ${values.metricName}`)}`;
  if (values.metricName !== undefined) return single;
  const queries = listed(values.metricQueries);
  const terms = queries.flatMap(({ id, metric }) => {
    const { namespace, metricName, stat } = fields(metric);
    return metricName === undefined ? [] : [`${id}: ${stat} of ${code(`${namespace} ${metricName}`)}`];
  });
  const [result] = queries.flatMap(({ expression }) => (typeof expression === "string" ? [expression] : []));
  return `${code(result ?? "")} with ${terms.join(", ")}`;
}

const signs: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: "≥",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "≤",
};

function conditionOf(values: Fields): string {
  const periods = listed(values.metricQueries).flatMap(({ metric }) => fields(metric).period ?? []);
  const period = values.period ?? periods[0];
  const [all, bad] = [Number(values.evaluationPeriods), values.datapointsToAlarm];
  const points = bad === undefined || bad === all ? `${all}` : `${bad} of ${all}`;
  const silence = values.treatMissingData === "breaching" ? ", or silence" : "";
  return `${signs[String(values.comparisonOperator)]} ${values.threshold}, ${points} × ${duration(Number(period))}${silence}`;
}

const duration = (seconds: number): string => {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`;
};

function tellsOf(
  values: Fields,
  uses: ResourceShape["uses"],
  own: (text: string) => string,
  rules: string,
): string {
  const suppressor = fields(values.actionsSuppressor).alarm;
  const unless = typeof suppressor === "string" ? `, unless ${own(suppressor)}` : "";
  const topics = uses.alarmActions ?? [];
  if (topics.includes("oncall-tickets-topic")) return `ticket${unless}`;
  if (topics.length > 0) return `page${unless}`;
  if (rules.includes(`"${values.name}"`)) return "part of another";
  if (values.alarmRule !== undefined) return "nobody: it holds others back";
  return /-deploy-/.test(String(values.name))
    ? "ECS, which undoes the deployment"
    : "whom a rule of EventBridge passes it to";
}
