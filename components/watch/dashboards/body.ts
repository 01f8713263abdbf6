import type { Place } from "../../place.ts";
import { type Chart, type Computed, isMeasured, type Measured, type States, type Widget } from "./chart.ts";

/** A dashboard as CloudWatch takes it ("Dashboard body structure and syntax"); each widget stands where there is room. */
export const bodyOf = (place: Place, runbook: string, widgets: readonly Widget[]) => ({
  start: "-PT3H",
  widgets: widgets.map((widget) => {
    if ("heading" in widget) return heading(widget.heading, runbook);
    return "series" in widget ? chart(place, widget) : states(widget);
  }),
});

const heading = (text: string, runbook: string) => ({
  type: "text",
  width: 24,
  height: 1,
  properties: { markdown: `## ${text} · [what to do](${runbook})`, background: "transparent" },
});

const chart = ({ region }: Place, { title, unit, series, lines = [], overDays }: Chart) => ({
  type: "metric",
  width: 8,
  height: 6,
  properties: {
    title,
    region,
    period: 60,
    metrics: series.map(line),
    ...(overDays === undefined
      ? { view: "timeSeries", yAxis: { left: { label: unit, showUnits: false, min: 0 } } }
      : { view: "singleValue", start: `-P${overDays}D`, setPeriodToTimeRange: true, sparkline: false }),
    ...(lines.length > 0 && {
      annotations: { horizontal: lines.map(({ at, says }) => ({ value: at, label: says })) },
    }),
  },
});

function line(one: Measured | Computed): readonly unknown[] {
  if (!isMeasured(one)) return [{ expression: one.expression, label: one.label }];
  const { namespace, metricName, dimensions, stat, label, id, hidden, region } = one;
  return [
    namespace,
    metricName,
    ...Object.entries(dimensions).flat(),
    { stat, label, ...(id && { id }), ...(hidden && { visible: false }), ...(region && { region }) },
  ];
}

const states = ({ title, alarms }: States) => ({
  type: "alarm",
  width: 24,
  height: 2 + Math.ceil(alarms.length / 8),
  properties: { title, alarms },
});
