import { type Chart, measuredOf } from "./chart.ts";

/** What is found from outside; each line is one probe, by its name in AWS (P14, G06). */
export const probesChart = (probes: readonly string[]): Chart => ({
  title: "From outside: every probe succeeds",
  unit: "percent of the runs",
  requirements: ["P14", "G06", "C20"],
  series: probes.map((probe) =>
    measuredOf("CloudWatchSynthetics", { CanaryName: probe })("SuccessPercent", "Average", probe),
  ),
});

/** What browsers report of pages, where users are (C16). */
export const visitsChart = (monitor: string, loadMs: number): Chart => ({
  title: `Pages: three in four load within ${loadMs} ms where users are`,
  unit: "milliseconds",
  requirements: ["C16"],
  series: [
    measuredOf("AWS/RUM", { application_name: monitor })("PerformanceNavigationDuration", "p75", "load, p75"),
  ],
  lines: [{ at: loadMs, says: "opens a ticket" }],
});
