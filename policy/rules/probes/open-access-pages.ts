import { failedRuns, firstRun, ofProbes } from "../../alarms/probe-runs.ts";
import { unpublished } from "../../alarms/published.ts";
import { loadBalancers } from "../../reading/aws-types.ts";
import { publicBalancers } from "../../reading/balancers.ts";
import { balancer, probe, stepAlarm } from "../../reading/probes.ts";
import { stackRule } from "../../rule.ts";

/** What a probe for it is called. */
const saysOpen = /open-?access|unauth|anonymous-?access|without-?(?:token|credential)|auth-?bypass/i;

export const openAccessPages = stackRule({
  id: "open-access-pages",
  title: "Somebody is paged as soon as what needs a token is served without one",
  requirements: ["K10", "K22"],
  floor: "production",
  judges: loadBalancers,
  why: "A route that lost its guard answers 200 like any other: no error, no latency, and nobody who complains.",
  fix: "Probe a protected path without and with a forged token from a step named open-access, and add a MetricAlarm on its SuccessPercent below 100 that pages at the first failed run, within 10 minutes.",
  findings: (stack) =>
    unpublished(stack, {
      targets: publicBalancers(stack),
      signs: [failedRuns],
      about: ofProbes(saysOpen),
      within: 600,
      lacks: "no probe tells that something is served without a token",
      breachIs: "a probe is served without a token",
    }),
  examples: {
    pass: [
      [balancer, probe, stepAlarm("open-access", firstRun)],
      [balancer, probe, stepAlarm("unauthenticated", firstRun)],
      [{ ...balancer, props: { internal: true } }],
    ],
    fail: [
      [balancer],
      [balancer, probe, stepAlarm("health", firstRun)],
      [balancer, probe, stepAlarm("open-access", { evaluationPeriods: 12, datapointsToAlarm: 12 })],
      [balancer, probe, stepAlarm("open-access", { ...firstRun, threshold: 0 })],
      [
        balancer,
        probe,
        stepAlarm("open-access", { ...firstRun, comparisonOperator: "GreaterThanThreshold", threshold: 50 }),
      ],
    ],
  },
});
