import { describe, expect, it } from "vitest";
import { compareDashboards } from "../../readiness/evaluation/dashboards.ts";
import type { Recording } from "../../readiness/program/recording.ts";
import { registration, wire } from "./registration.ts";

const body = (...metrics: readonly (readonly unknown[])[]) => ({
  dashboardBody: JSON.stringify({ widgets: [{ type: "metric", properties: { metrics } }] }),
});

/** A dashboard whose body is this, inside a component that shows that. */
function said(inputs: object, shows: unknown): readonly string[] {
  const component = registration("shop:Dashboard", "launch", { custom: false, outputs: wire({ shows }) });
  const page = registration("aws:cloudwatch/dashboard:Dashboard", "page", {
    parent: component.urn,
    inputs: wire(inputs),
  });
  const known: Recording = new Map([component, page].map((made) => [made.urn, made]));
  return compareDashboards(known);
}

const slow = ["AWS/ApplicationELB", "TargetResponseTime", "TargetGroup", "tg/1", { stat: "p95" }];
const copyOf = (more: object = {}) => [
  {
    title: "fast",
    metrics: [
      {
        namespace: "AWS/ApplicationELB",
        metricName: "TargetResponseTime",
        stat: "p95",
        dimensions: [{ name: "TargetGroup" }],
        ...more,
      },
    ],
  },
];
const differs = [
  "urn:pulumi:s::p::aws:cloudwatch/dashboard:Dashboard::page: what it shows differs between its body and its copy for the first preview",
];

describe("the copy of what a dashboard shows", () => {
  it("may leave out names that AWS makes, and expressions", () => {
    expect(said(body(slow, [{ expression: "a / b" }]), copyOf())).toEqual([]);
  });

  it("may say names that are known", () => {
    expect(said(body(slow), copyOf({ dimensions: [{ name: "TargetGroup", value: "tg/1" }] }))).toEqual([]);
  });

  it.each([
    ["shows another statistic", body(slow), copyOf({ stat: "Average" })],
    ["shows another metric", body(slow), copyOf({ metricName: "RequestCount" })],
    ["is about something else", body(slow), copyOf({ dimensions: [{ name: "TargetGroup", value: "tg/2" }] })],
    ["leaves a metric out", body(slow, slow), copyOf()],
    ["shows a metric that the body does not", body(), copyOf()],
  ])("is refused where it %s", (_, inputs, shows) => {
    expect(said(inputs, shows)).toEqual(differs);
  });

  it("is not asked for where the body is known anyway", () => {
    expect(said(body(slow), null)).toEqual([]);
  });
});
