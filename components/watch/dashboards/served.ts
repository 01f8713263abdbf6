import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import { type Chart, type Measured, measuredOf } from "./chart.ts";

/** One group of a served service's tasks: stable or canary, whichever ECS says. */
export interface Group {
  readonly balancer: pulumi.Input<string>;
  readonly targetGroup: pulumi.Input<string>;
}

export interface Served {
  readonly id: string;
  readonly groups: Readonly<Record<"blue" | "green", Group>>;
  /** Where its log's count of refused answers is published. */
  readonly refused: { readonly namespace: string; readonly metricName: string };
}

type Slo = Config["slo"];
type Of = ReturnType<typeof measuredOf>;

/** What users feel of one service, release beside release: blue and green are the stable one and the canary. */
export function servedCharts(served: Served, slo: Slo, expectedRps: number): readonly Chart[] {
  const of = Object.entries(served.groups).map(([colour, { balancer, targetGroup }]): [string, Of] => [
    colour,
    measuredOf("AWS/ApplicationELB", { LoadBalancer: balancer, TargetGroup: targetGroup }),
  ]);
  const { id, refused } = served;
  return [
    {
      title: `${id}: 95 % of answers within ${slo.p95Ms} ms, 99 % within ${slo.p99Ms} ms`,
      unit: "seconds",
      requirements: ["K07", "K20", "K23", "C17"],
      series: of.flatMap(([colour, metric]) =>
        (["p95", "p99"] as const).map((stat) => metric("TargetResponseTime", stat, `${colour} ${stat}`)),
      ),
      lines: [
        { at: 0.2, says: "p95 aimed at" },
        { at: slo.p95Ms / 1000, says: "p95 pages" },
        { at: slo.p99Ms / 1000, says: "p99 promised" },
      ],
    },
    {
      title: `${id}: at most ${slo.errorPercent} % of answers are 5xx`,
      unit: "percent",
      requirements: ["K08", "K20", "K23", "W06"],
      series: [
        ...terms(of),
        ...of.map(([colour]) => ({
          expression: `IF(asked_${colour} > 0, 100 * FILL(failed_${colour}, 0) / asked_${colour}, 0)`,
          label: colour,
        })),
      ],
      lines: [{ at: slo.errorPercent, says: "pages" }],
    },
    {
      title: `${id}: requests a second`,
      unit: "requests a second",
      requirements: ["K20", "P16"],
      series: [
        ...of.map(([colour, metric]) => asked(colour, metric)),
        ...of.map(([colour]) => ({
          expression: `FILL(asked_${colour}, 0) / PERIOD(asked_${colour})`,
          label: colour,
        })),
      ],
      lines: [{ at: expectedRps, says: "expected at the busiest hour" }],
    },
    {
      title: `${id}: at most ${slo.authFailuresPerMinute} answers a minute are 401 or 403`,
      unit: "answers",
      requirements: ["K09", "K20", "W06"],
      series: [measuredOf(refused.namespace, {})(refused.metricName, "Sum", "401 and 403")],
      lines: [{ at: slo.authFailuresPerMinute, says: "pages" }],
    },
    errorBudget(id, of, slo),
  ];
}

/**
 * What may still fail, of what may fail within the window: at 0 the promise of availability is broken (K23). Bad is what
 * the alarms on its burning count too: 5xx answers and connections that failed.
 */
function errorBudget(id: string, of: readonly [string, Of][], slo: Slo): Chart {
  const { availabilityPercent, windowDays } = slo;
  const budget = Number((100 - availabilityPercent).toFixed(3));
  const sum = (...what: string[]) =>
    what.flatMap((one) => of.map(([colour]) => `FILL(${one}_${colour}, 0)`)).join(" + ");
  const [bad, all] = [sum("failed", "lost"), sum("asked")];
  return {
    title: `${id}: more than 0 % of the error budget of ${windowDays} days is left`,
    unit: "percent",
    requirements: ["K23", "C20"],
    overDays: windowDays,
    series: [
      ...terms(of),
      ...of.map(([colour, metric]) =>
        metric("TargetConnectionErrorCount", "Sum", `${colour} lost`, { id: `lost_${colour}`, hidden: true }),
      ),
      {
        expression: `IF(${all} > 0, 100 - 100 * (100 * (${bad}) / (${all})) / ${budget}, 100)`,
        label: "left, percent",
      },
      {
        expression: `IF(${all} > 0, 100 - 100 * (${bad}) / (${all}), 100)`,
        label: "available, percent",
      },
    ],
  };
}

const asked = (colour: string, metric: Of): Measured =>
  metric("RequestCount", "Sum", `${colour} requests`, { id: `asked_${colour}`, hidden: true });

const terms = (of: readonly [string, Of][]): readonly Measured[] =>
  of.flatMap(([colour, metric]) => [
    metric("HTTPCode_Target_5XX_Count", "Sum", `${colour} 5xx`, { id: `failed_${colour}`, hidden: true }),
    asked(colour, metric),
  ]);
