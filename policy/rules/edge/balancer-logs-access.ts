import { loadBalancers } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const balancerLogsAccess = resourceRule({
  id: "balancer-logs-access",
  title: "Every request that reached the balancer is on record",
  requirements: ["G06", "K22", "C15"],
  controls: ["FSBP ELB.5", "CKV_AWS_91"],
  why: "When a service is down its own log is silent, and only the balancer's says who asked for what. A bucket alone does not switch it on.",
  fix: "Set accessLogs: { bucket, enabled: true }.",
  judges: loadBalancers,
  findings: ({ accessLogs }) => [
    ...(accessLogs?.enabled === true ? [] : ["accessLogs.enabled is not true"]),
    ...(accessLogs && "bucket" in accessLogs ? [] : ["accessLogs has no bucket"]),
  ],
  examples: {
    pass: [{ props: { accessLogs: { bucket: "logs", enabled: true } } }],
    fail: [
      { props: {} },
      { props: { accessLogs: { bucket: "logs" } } },
      { props: { accessLogs: { bucket: "logs", enabled: false } } },
      { props: { accessLogs: { enabled: true } } },
    ],
  },
});
