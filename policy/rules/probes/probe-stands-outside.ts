import { canary } from "../../reading/probes.ts";
import { resourceRule } from "../../rule.ts";

export const probeStandsOutside = resourceRule({
  id: "probe-stands-outside",
  title: "Probes ask from outside, by the way that users take",
  requirements: ["P14", "G06"],
  why: "From within the network everything answers: names, certificates, the firewall and the way in are what users lose first.",
  fix: "Leave vpcConfig out.",
  judges: canary,
  findings: ({ vpcConfig }) =>
    (vpcConfig?.subnetIds ?? []).length > 0 ? ["it stands in the network and asks from within"] : [],
  examples: {
    pass: [{ props: {} }, { props: { vpcConfig: { subnetIds: [], securityGroupIds: [] } } }],
    fail: [{ props: { vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] } } }],
  },
});
