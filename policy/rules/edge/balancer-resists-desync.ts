import { loadBalancers } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const balancerResistsDesync = resourceRule({
  id: "balancer-resists-desync",
  title: "The balancer refuses requests that mean two things",
  requirements: ["C07", "G05"],
  controls: ["FSBP ELB.12", "CKV_AWS_328"],
  why: "In monitor mode, an ambiguous request is passed on, and the service may see in it a second one that nobody checked.",
  fix: 'Set desyncMitigationMode: "strictest" (or leave AWS\'s default, "defensive").',
  judges: loadBalancers,
  findings: ({ desyncMitigationMode = "defensive" }) =>
    desyncMitigationMode === "monitor" ? ["desyncMitigationMode is monitor"] : [],
  examples: {
    pass: [
      { props: {} },
      { props: { desyncMitigationMode: "strictest" } },
      { props: { desyncMitigationMode: "defensive" } },
    ],
    fail: [{ props: { desyncMitigationMode: "monitor" } }],
  },
});
