import { loadBalancers } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const balancerLocked = resourceRule({
  id: "balancer-locked",
  title: "No single command can delete the balancer",
  requirements: ["G05", "C19"],
  controls: ["FSBP ELB.6", "CKV_AWS_150"],
  why: "A new balancer has a new address and takes minutes to come; deleting the old one should take two deliberate steps.",
  fix: "Set enableDeletionProtection: true.",
  judges: loadBalancers,
  findings: ({ enableDeletionProtection }) =>
    enableDeletionProtection === true ? [] : ["enableDeletionProtection is not true"],
  examples: {
    pass: [{ props: { enableDeletionProtection: true } }],
    fail: [{ props: {} }, { props: { enableDeletionProtection: false } }],
  },
});
