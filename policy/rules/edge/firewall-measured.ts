import { webAcl } from "../../reading/aws-types.ts";
import { eachFirewall, firewalls } from "../../reading/firewall.ts";
import { guarded, withInlineRules, withRules } from "../../reading/firewall-examples.ts";
import { stackRule } from "../../rule.ts";

const measured = { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: "sql" };

export const firewallMeasured = stackRule({
  id: "firewall-measured",
  title: "What each rule of a firewall refuses is counted",
  requirements: ["C07", "C15"],
  controls: ["FSBP WAF.12"],
  judges: webAcl,
  why: "A rule that refuses customers after a release shows in nothing but its own count.",
  fix: "Set visibilityConfig.cloudwatchMetricsEnabled: true on every rule.",
  findings: (stack) =>
    eachFirewall(firewalls(stack), (rules) =>
      rules.filter((rule) => !rule.measured).map(({ name }) => `nobody counts what ${name} refuses`),
    ),
  examples: {
    pass: [
      guarded({}),
      withRules({ Name: "sql", VisibilityConfig: measured }),
      withInlineRules({ name: "sql", visibilityConfig: { cloudwatchMetricsEnabled: true } }),
    ],
    fail: [
      withRules({ Name: "sql" }),
      withRules({ Name: "sql", VisibilityConfig: { ...measured, CloudWatchMetricsEnabled: false } }),
    ],
  },
});
