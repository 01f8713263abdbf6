import { loadBalancers } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const balancerDropsInvalidHeaders = resourceRule({
  id: "balancer-drops-invalid-headers",
  title: "No malformed header reaches a service",
  requirements: ["C07", "G05"],
  controls: ["FSBP ELB.4", "CKV_AWS_131"],
  why: "Headers that the balancer and the service read differently are how requests are smuggled past it.",
  fix: "Set dropInvalidHeaderFields: true.",
  judges: loadBalancers,
  findings: ({ loadBalancerType = "application", dropInvalidHeaderFields }) =>
    loadBalancerType !== "application" || dropInvalidHeaderFields === true
      ? []
      : ["dropInvalidHeaderFields is not true"],
  examples: {
    pass: [{ props: { dropInvalidHeaderFields: true } }, { props: { loadBalancerType: "network" } }],
    fail: [{ props: {} }, { props: { dropInvalidHeaderFields: false } }],
  },
});
