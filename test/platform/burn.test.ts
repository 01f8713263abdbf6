import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Burn, burnWatches } from "../../components/watch/alarms/burn.ts";
import type { Watch } from "../../components/watch/alarms/watch.ts";
import { evaluate } from "../../policy/alarms/metric-math.ts";

const groups = {
  blue: { balancer: "app/lb", targetGroup: "targetgroup/blue" },
  green: { balancer: "app/lb", targetGroup: "targetgroup/green" },
};
const burns = (availabilityPercent = 99.9, windowDays = 30) =>
  burnWatches(groups, { availabilityPercent, windowDays });

const asked = z.array(
  z.object({
    metric: z.object({ period: z.number() }).optional(),
    expression: z.string().optional(),
    returnData: z.boolean(),
  }),
);
const queries = (watch: Watch) => asked.parse(watch.metricQueries);
const line = (watch: Watch): string => {
  const periods = new Set(queries(watch).flatMap(({ metric }) => metric?.period ?? []));
  const points = `${watch.datapointsToAlarm ?? watch.evaluationPeriods} of ${watch.evaluationPeriods}`;
  return `${watch.threshold} % in ${points} × ${[...periods].join()} s`;
};
/** Errors in percent, as the alarm reckons them. */
const share = (watch: Watch, of: Readonly<Record<string, number>>) =>
  evaluate(String(queries(watch).find(({ returnData }) => returnData)?.expression), (id) => of[id] ?? 0);
const first = ([burn]: readonly Burn[]): Watch => {
  if (!burn) throw new Error("there is no speed");
  return burn.long;
};

describe("the error budget", () => {
  it("pages at 14.4 and 6 times its speed, opens a ticket at 3 and 1, each over a long window and a short one", () => {
    expect(burns().map(({ severity, long, short }) => [severity, line(long), line(short)])).toEqual([
      ["page", "1.44 % in 1 of 1 × 3600 s", "1.44 % in 1 of 1 × 300 s"],
      ["page", "0.6 % in 1 of 1 × 21600 s", "0.6 % in 1 of 1 × 1800 s"],
      ["ticket", "0.3 % in 1 of 1 × 86400 s", "0.3 % in 1 of 1 × 7200 s"],
      ["ticket", "0.1 % in 2 of 3 × 86400 s", "0.1 % in 1 of 1 × 21600 s"],
    ]);
  });

  it("is as long as the stack says: in a week, the same share of it is gone at a quarter of the speed", () => {
    expect(burns(99.9, 7).map(({ long }) => long.threshold)).toEqual([0.336, 0.14, 0.07, 0.02333]);
  });

  it("can always be used up too fast: half of all answers is too much for any", () => {
    expect(burns(90).map(({ long }) => long.threshold)).toEqual([50, 50, 30, 10]);
  });

  it("counts errors of both colours, and connections that failed, as a share of both colours' requests", () => {
    const of = { asked_blue: 900, asked_green: 100, failed_green: 5, lost_green: 2, failed_blue: 3 };
    expect(share(first(burns()), of)).toBe(1);
  });

  it("says nothing of fewer than a hundred requests, nor of none", () => {
    expect(share(first(burns()), { asked_blue: 99, failed_blue: 99 })).toBe(0);
    expect(share(first(burns()), { asked_blue: 100, failed_blue: 50 })).toBe(50);
    expect(share(first(burns()), {})).toBe(0);
  });

  it("never looks further back than CloudWatch does, and at no more metrics than an alarm may have", () => {
    for (const watch of burns().flatMap(({ long, short }) => [long, short])) {
      const metrics = queries(watch).flatMap(({ metric }) => metric ?? []);
      expect(metrics).toHaveLength(6);
      for (const { period } of metrics) {
        expect([60, 300, 1800, 3600, 7200, 21_600, 86_400]).toContain(period);
        expect(period * watch.evaluationPeriods).toBeLessThanOrEqual(7 * 86_400);
      }
    }
  });
});
