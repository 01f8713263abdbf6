import { describe, expect, it } from "vitest";
import type { Widget } from "../../components/watch/dashboards/chart.ts";
import { pagesOf } from "../../components/watch/dashboards/pages.ts";

const metric = {
  namespace: "AWS/ECS",
  metricName: "CPUUtilization",
  dimensions: {},
  stat: "Sum",
  label: "",
} as const;
/** A section of so many charts, each of so many metrics. */
const section = (charts: number, metrics = 1): readonly Widget[] =>
  Array.from({ length: charts }, (_, at) => ({
    title: `chart ${at}`,
    unit: "percent",
    requirements: [],
    series: Array.from({ length: metrics }, () => metric),
  }));
const sizes = (sections: readonly (readonly Widget[])[]) => pagesOf(sections).map((page) => page.length);

describe("pages of dashboards", () => {
  it("are one where everything fits", () => expect(sizes([section(100), section(350)])).toEqual([450]));

  it("are more where widgets do not fit, and no section is torn apart", () =>
    expect(sizes([section(300), section(200), section(100)])).toEqual([300, 300]));

  it("are more where metrics do not fit", () =>
    expect(sizes([section(10, 200), section(10, 40)])).toEqual([10, 10]));

  it("are one, and empty, where nothing is shown", () => expect(sizes([])).toEqual([0]));
});
