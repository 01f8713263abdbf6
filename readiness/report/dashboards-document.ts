import type { ResourceShape } from "../evaluation/order.ts";
import { type Fields, fields, listed } from "../fields.ts";
import { code, section } from "./markdown.ts";
import { generated } from "./requirements-document.ts";

/** `docs/dashboards.md`: what is on each page, for who looks at it and for who asks whether it is looked at. */
export function dashboardsDocument(stack: string, shapes: readonly ResourceShape[]): string {
  const pages = shapes.flatMap(({ name, values }) =>
    Array.isArray(values.shows) ? [{ name, charts: values.shows.map(fields) }] : [],
  );
  return [
    "# Dashboards",
    generated,
    [
      `What people look at in CloudWatch, as the stack ${code(stack)} declares it; other stacks differ in names and numbers. A title`,
      "says what good looks like. *Lines* are the numbers at which somebody is told. *Asked by* names rows of the register. Every",
      "metric is published by something of the same stack: the rule `dashboard-shows-published-metrics` refuses others.",
    ].join("\n"),
    ...pages.map(({ name, charts }) =>
      section(
        name.replace(/^dashboard-/, ""),
        ["chart", "metrics", "unit", "lines", "asked by"],
        charts.map((chart) => [
          String(chart.title),
          metricsOf(chart).join(", ") || "found by search",
          String(chart.unit),
          listed(chart.lines)
            .map(({ at, says }) => `${at}: ${says}`)
            .join(", "),
          strings(chart.requirements).join(" "),
        ]),
      ),
    ),
    queries(shapes),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Questions to logs; the field names are those that `logs` declares. */
const queries = (shapes: readonly ResourceShape[]): string =>
  section(
    "saved queries",
    ["name", "asks", "log groups"],
    shapes
      .filter(({ type }) => type === "aws:cloudwatch/queryDefinition:QueryDefinition")
      .map(({ values }) => [
        code(String(values.name)),
        code(String(values.queryString).replaceAll("\n", " ")),
        strings(values.logGroupNames).map(code).join(" "),
      ])
      .sort(([one = ""], [other = ""]) => (one < other ? -1 : 1)),
  );

/** Each metric once, however many things it is drawn of. */
const metricsOf = ({ metrics }: Fields): readonly string[] => [
  ...new Set(
    listed(metrics).map(({ namespace, metricName, stat }) => `${code(`${namespace} ${metricName}`)} ${stat}`),
  ),
];

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
