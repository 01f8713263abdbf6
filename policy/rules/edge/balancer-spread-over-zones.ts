import { loadBalancers } from "../../reading/aws-types.ts";
import { inOneZone, subnetIn, zonesOf } from "../../reading/zones.ts";
import { stackRule } from "../../rule.ts";

const type = loadBalancers[0];
export const balancerSpreadOverZones = stackRule({
  id: "balancer-spread-over-zones",
  title: "The balancer stands in more than one zone",
  requirements: ["G05", "K23"],
  controls: ["FSBP ELB.13"],
  judges: loadBalancers,
  why: "It is the only door; a zone's failure must not close it.",
  fix: "Give it subnets of at least two zones.",
  findings: (stack) =>
    stack
      .all(...loadBalancers)
      .flatMap((node) =>
        inOneZone(node, Math.max(zonesOf(node, "subnets"), zonesOf(node, "subnetMappings"))),
      ),
  examples: {
    pass: [
      [
        subnetIn("a", "eu-central-1a"),
        subnetIn("b", "eu-central-1b"),
        { type, name: "balancer", uses: { subnets: ["a", "b"] } },
      ],
      [{ type, name: "balancer", props: { subnets: ["subnet-1", "subnet-2"] } }],
    ],
    fail: [
      [{ type, name: "balancer" }],
      [{ type, name: "balancer", props: { subnets: ["subnet-1"] } }],
      [
        subnetIn("a", "eu-central-1a"),
        subnetIn("b", "eu-central-1a"),
        { type, name: "balancer", uses: { subnets: ["a", "b"] } },
      ],
    ],
  },
});
