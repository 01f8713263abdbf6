import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** One line of a chart: values over time. A gap stays a gap. */
export interface Line {
  readonly name: string;
  readonly points: readonly { readonly at: string; readonly value: number | null }[];
}

export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  /** Where an objective ends. */
  readonly limit?: Limit;
}

interface Limit {
  readonly at: number;
  readonly says: string;
}

type Layers = Extract<TopLevelSpec, { layer: unknown }>["layer"];

/** The chart as SVG of its own, without a script; its colours hold on white and on black. */
export async function chartSvg({ title, unit, lines, limit }: Chart): Promise<string> {
  const spec: TopLevelSpec = {
    title: { text: title, anchor: "start", fontSize: 13, fontWeight: 600 },
    width: 620,
    height: 180,
    background: "transparent",
    layer: [...measured(lines, unit), ...(limit ? objective(limit) : [])],
    config: {
      font: "system-ui, sans-serif",
      axis: {
        labelColor: grey,
        titleColor: grey,
        gridColor: "#8884",
        domainColor: "#8888",
        tickColor: "#8888",
      },
      legend: { labelColor: grey },
      title: { color: grey },
      view: { stroke: null },
    },
  };
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

const measured = (lines: readonly Line[], unit: string): Layers => [
  {
    data: {
      values: lines.flatMap(({ name, points }) => points.map(({ at, value }) => ({ at, value, name }))),
    },
    mark: { type: "line", strokeWidth: 2, invalid: "break-paths-show-domains" },
    encoding: {
      x: {
        field: "at",
        type: "temporal",
        scale: { type: "utc" },
        axis: { title: "UTC", tickCount: 6, format: clock(lines) },
      },
      y: { field: "value", type: "quantitative", axis: { title: unit }, scale: { zero: true } },
      color: {
        field: "name",
        type: "nominal",
        scale: { range: palette },
        legend: { title: null, orient: "bottom" },
      },
    },
  },
];

const objective = (limit: Limit): Layers => [
  {
    data: { values: [limit] },
    mark: { type: "rule", strokeDash: [5, 4], color: red, strokeWidth: 1.5 },
    encoding: { y: { field: "at", type: "quantitative" } },
  },
  {
    data: { values: [limit] },
    mark: { type: "text", align: "left", dx: 4, dy: -6, color: red, fontSize: 11 },
    encoding: {
      x: { value: 0 },
      y: { field: "at", type: "quantitative" },
      text: { field: "says", type: "nominal" },
    },
  },
];

/** Seconds matter in what is over in a few minutes. */
function clock(lines: readonly Line[]): string {
  const times = lines.flatMap(({ points }) => points.map(({ at }) => Date.parse(at)));
  return Math.max(...times) - Math.min(...times) < 5 * 60_000 ? "%H:%M:%S" : "%H:%M";
}

const grey = "#7a8290";
const red = "#d64545";
const palette = ["#3b82c4", "#2a9d6f", "#b7791f", "#8b5cf6", "#c2410c"];
