import { isMeasured, type Widget } from "./chart.ts";

/** What fits on one dashboard, and a little room: 500 widgets, 2,500 metrics ("CloudWatch service quotas"). */
const atMost = { widgets: 450, metrics: 2300 } as const;

/** Sections on as few pages as they need; a section stays whole. */
export function pagesOf(sections: readonly (readonly Widget[])[]): readonly (readonly Widget[])[] {
  const pages: Widget[][] = [[]];
  for (const section of sections) {
    const page = pages.at(-1);
    if (page && fits([...page, ...section])) page.push(...section);
    else pages.push([...section]);
  }
  return pages;
}

const fits = (page: readonly Widget[]): boolean =>
  page.length <= atMost.widgets &&
  page.flatMap((widget) => ("series" in widget ? widget.series.filter(isMeasured) : [])).length <=
    atMost.metrics;
