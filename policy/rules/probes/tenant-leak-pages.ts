import { failedRuns, firstRun, ofProbes } from "../../alarms/probe-runs.ts";
import { unpublished } from "../../alarms/published.ts";
import { canary, probe, stepAlarm } from "../../reading/probes.ts";
import { stackRule } from "../../rule.ts";

const saysTenants = /tenant/i;
const saysLeak = /leak|tenant|stranger/i;

const tenants = { ...probe, props: { name: "shop-tenants-probe" } };
const about = (StepName: string) => ({ dimensions: { CanaryName: "shop-tenants-probe", StepName } });

export const tenantLeakPages = stackRule({
  id: "tenant-leak-pages",
  title: "Somebody is paged as soon as one tenant is served another's data",
  requirements: ["G13", "K10"],
  floor: "production",
  judges: canary,
  why: "A filter that was forgotten in one query shows a customer another's books, with status 200, until a customer tells.",
  fix: "Add a MetricAlarm on the SuccessPercent of the step that asks as a stranger, below 100, that pages at the first failed run, within 10 minutes.",
  findings: (stack) =>
    unpublished(stack, {
      targets: stack.all(canary).filter((node) => saysTenants.test(String(node.known("name")))),
      signs: [failedRuns],
      about: ofProbes(saysLeak),
      within: 600,
      lacks: "no alarm pages when it finds that a tenant sees another's data",
      breachIs: "a probe sees another tenant's data",
    }),
  examples: {
    pass: [
      [tenants, stepAlarm("tenant-leak", { ...firstRun, ...about("tenant-leak") })],
      [tenants, stepAlarm(undefined, { ...firstRun, dimensions: { CanaryName: "shop-tenants-probe" } })],
      [probe],
    ],
    fail: [
      [tenants],
      [tenants, stepAlarm("health", firstRun)],
      [
        tenants,
        stepAlarm("tenant-leak", { ...about("tenant-leak"), evaluationPeriods: 6, datapointsToAlarm: 6 }),
      ],
      [tenants, stepAlarm("tenant-leak", { ...firstRun, ...about("tenant-leak"), threshold: 0 })],
    ],
  },
});
