import { level } from "../../alarms/alarm-watch.ts";
import { failedRuns, ofProbes } from "../../alarms/probe-runs.ts";
import { unpublished } from "../../alarms/published.ts";
import { loadBalancers } from "../../reading/aws-types.ts";
import { publicBalancers } from "../../reading/balancers.ts";
import { balancer, probe, stepAlarm } from "../../reading/probes.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const saysCertificate = /certificate|cert-?(?:expiry|days)|tls/i;
const days = (threshold: number): StackExample[number] => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: "days-alarm",
  props: {
    namespace: "AWS/CertificateManager",
    metricName: "DaysToExpiry",
    statistic: "Minimum",
    comparisonOperator: "LessThanThreshold",
    threshold,
    period: 86_400,
    evaluationPeriods: 1,
  },
});

export const certificateExpiryPages = stackRule({
  id: "certificate-expiry-pages",
  title: "Somebody is paged before a certificate ends that was not renewed",
  requirements: ["G05", "P14"],
  floor: "production",
  judges: loadBalancers,
  why: "ACM renews by a record in DNS; when that record is gone, nothing fails for months, and then everything at once.",
  fix: "Probe how long the certificate is good from a step named certificate, or add a MetricAlarm on AWS/CertificateManager DaysToExpiry below 8, that pages within a day.",
  findings: (stack) =>
    unpublished(stack, {
      targets: publicBalancers(stack),
      signs: [failedRuns, { metric: /^DaysToExpiry$/, statistic: level, breach: 7, calm: 46 }],
      about: (alarm) =>
        ofProbes(saysCertificate)(alarm) || alarm.metrics.some(({ name }) => name === "DaysToExpiry"),
      within: 86_400,
      lacks: "no alarm tells that its certificate ends soon",
      breachIs: "the certificate ends within a week",
    }),
  examples: {
    pass: [
      [balancer, probe, stepAlarm("certificate-week")],
      [balancer, days(8)],
      [{ ...balancer, props: { internal: true } }],
    ],
    fail: [
      [balancer],
      [balancer, probe, stepAlarm("health")],
      [balancer, probe, stepAlarm("certificate", { threshold: 0 })],
      [balancer, days(2)],
      [balancer, days(400)],
    ],
  },
});
