import { failedRuns } from "../../alarms/probe-runs.ts";
import { unpublished } from "../../alarms/published.ts";
import { loadBalancers } from "../../reading/aws-types.ts";
import { publicBalancers } from "../../reading/balancers.ts";
import { balancer, probe, stepAlarm } from "../../reading/probes.ts";
import { stackRule } from "../../rule.ts";

export const healthProbedFromOutside = stackRule({
  id: "health-probed-from-outside",
  title: "Somebody is paged when nobody outside can reach the product, or nobody asks any more",
  requirements: ["P14", "G06"],
  floor: "production",
  judges: loadBalancers,
  why: "A name, a certificate or the firewall that fails lets no request in: no error is counted, and everything within is green.",
  fix: "Add a synthetics.Canary that asks for the health path, and a MetricAlarm on its SuccessPercent below 100 with treatMissingData: breaching, within 15 minutes.",
  findings: (stack) =>
    unpublished(stack, {
      targets: publicBalancers(stack),
      signs: [{ ...failedRuns, mustSpeak: true }],
      within: 900,
      lacks: "no probe from outside tells that it can be reached",
      breachIs: "every run of a probe fails",
    }),
  examples: {
    pass: [
      [balancer, probe, stepAlarm("health")],
      [balancer, probe, stepAlarm(undefined)],
      [{ ...balancer, props: { internal: true } }],
    ],
    fail: [
      [balancer],
      [balancer, probe],
      [balancer, probe, stepAlarm("health", { treatMissingData: "notBreaching" })],
      [balancer, probe, stepAlarm("health", { threshold: 0 })],
      [balancer, probe, stepAlarm("health", { period: 3600 })],
      [balancer, probe, stepAlarm("health", { metricName: "Duration" })],
      [balancer, probe, stepAlarm("health", { statistic: "Sum" })],
    ],
  },
});
