import { describe, expect, it } from "vitest";
import { requirementsOf } from "../../readiness/report/alarm-requirements.ts";
import { alarmsDocument } from "../../readiness/report/alarms-document.ts";
import { shape } from "./shapes.ts";

const metric = "aws:cloudwatch/metricAlarm:MetricAlarm";
const link = "https://docs.shop.example/runbook";
const slow = (colour: string) =>
  shape(metric, `alarms-api-${colour}-slow-answers`, {
    ...{
      name: `shop-production-api-${colour}-slow-answers`,
      namespace: "AWS/ApplicationELB",
      metricName: "TargetResponseTime",
    },
    ...{ extendedStatistic: "p95", comparisonOperator: "GreaterThanThreshold", threshold: 0.25, period: 60 },
    ...{ evaluationPeriods: 5, treatMissingData: "notBreaching" },
    alarmDescription: `api-${colour}: too slow, for 5 minutes. ${link}#service-slow-answers`,
  });
const lines = alarmsDocument({ name: "production", prefix: "shop-production" }, [
  slow("green"),
  slow("blue"),
  shape(
    metric,
    "alarms-vitals-growth",
    {
      ...{
        name: "shop-production-vitals-table-growth",
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
      },
      ...{ evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: "breaching" },
      alarmDescription: `vitals: grows. ${link}#database-table-growth`,
      metricQueries: [
        { id: "a", metric: { namespace: "shop", metricName: "A", stat: "Sum", period: 7200 } },
        { id: "result", expression: "a * 2", returnData: true },
      ],
    },
    { alarmActions: ["oncall-tickets-policy", "oncall-tickets-topic"] },
  ),
  shape(
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    "alarms-api-unwell",
    {
      alarmName: "shop-production-api-unwell",
      alarmRule:
        'ALARM("shop-production-api-blue-slow-answers") OR ALARM("shop-production-api-green-slow-answers")',
      alarmDescription: `api: unwell. ${link}#service-unwell`,
      actionsSuppressor: { alarm: "shop-production-causes-red" },
    },
    { alarmActions: ["oncall-topic"] },
  ),
  shape("aws:cloudwatch/logGroup:LogGroup", "log", { name: "/shop" }),
]).split("\n");

describe("the table of alarms", () => {
  it("has one line for alarms that say the same, and says whom each tells and who asked for it", () => {
    expect(lines.filter((line) => /^\| `/.test(line))).toEqual([
      "| `vitals-table-growth` | grows | `a * 2` with a: Sum of `shop A` | &lt; 1, 2 of 3 × 2 h, or silence | ticket | P13 |",
      "| `api-blue-slow-answers`, `api-green-slow-answers` | too slow, for 5 minutes | p95 of `AWS/ApplicationELB TargetResponseTime` | > 0.25, 5 × 1 min | part of another | K07 |",
      "| `api-unwell` | unwell | other alarms | api-blue-slow-answers OR api-green-slow-answers | page, unless causes-red | K07 K08 P14 G15 |",
    ]);
  });

  it("is ordered by what alarms are about", () => {
    expect(lines.filter((line) => line.startsWith("### "))).toEqual(["### database", "### service"]);
  });

  it.each([
    ["service-slow-answers", "K07"],
    ["service-burn-1h-in-5m", "K23"],
    ["cache-lag", "C10"],
    ["nothing-known", ""],
  ])("knows who asks for %s: %j", (chapter, rows) => {
    expect(requirementsOf(chapter)).toBe(rows);
  });
});
