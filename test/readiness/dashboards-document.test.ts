import { describe, expect, it } from "vitest";
import { dashboardsDocument } from "../../readiness/report/dashboards-document.ts";
import { shape } from "./shapes.ts";

const latency = (stat: string, group: string) => ({
  namespace: "AWS/ApplicationELB",
  metricName: "TargetResponseTime",
  stat,
  dimensions: [{ name: "TargetGroup", value: group }],
});

describe("the table of dashboards", () => {
  const lines = dashboardsDocument("production", [
    shape("golive:watch:Dashboard", "dashboard-launch", {
      shows: [
        {
          title: "api: fast",
          unit: "seconds",
          requirements: ["K07", "K20"],
          lines: [{ at: 0.25, says: "pages" }],
          metrics: [latency("p95", "blue"), latency("p95", "green"), latency("p99", "blue")],
        },
      ],
    }),
    shape("aws:cloudwatch/queryDefinition:QueryDefinition", "query-slow", {
      name: "shop/first-hour/slow",
      queryString: "filter ms > 5\n| limit 9",
      logGroupNames: ["/shop/api"],
    }),
    shape("aws:sns/topic:Topic", "oncall", { name: "shop-oncall" }),
  ]).split("\n");

  it("has a line for each chart, with each metric once, whatever it is of", () => {
    expect(lines).toContain("### launch");
    expect(lines).toContain(
      "| api: fast | `AWS/ApplicationELB TargetResponseTime` p95, `AWS/ApplicationELB TargetResponseTime` p99 | seconds | 0.25: pages | K07 K20 |",
    );
  });

  it("has a line for each saved query", () => {
    expect(lines).toContain("| `shop/first-hour/slow` | `filter ms > 5 \\| limit 9` | `/shop/api` |");
  });
});
