import { loadBalancers } from "../../reading/aws-types.ts";
import { zonesOf } from "../../reading/zones.ts";
import { stackRule } from "../../rule.ts";

const type = loadBalancers[0];
const subnet = (name: string, availabilityZone: string) =>
  ({ type: "aws:ec2/subnet:Subnet", name, props: { availabilityZone } }) as const;

export const balancerSpreadOverZones = stackRule({
  id: "balancer-spread-over-zones",
  title: "The balancer stands in more than one zone",
  requirements: ["G05", "K23"],
  controls: ["FSBP ELB.13"],
  judges: loadBalancers,
  why: "It is the only door; a zone's failure must not close it.",
  fix: "Give it subnets of at least two zones.",
  findings: (stack) =>
    stack.all(...loadBalancers).flatMap((node) => {
      const zones = Math.max(zonesOf(node, "subnets"), zonesOf(node, "subnetMappings"));
      return zones >= 2
        ? []
        : [{ node, says: `its subnets are in ${zones || "no"} known zone${zones === 1 ? "" : "s"}` }];
    }),
  examples: {
    pass: [
      [
        subnet("a", "eu-central-1a"),
        subnet("b", "eu-central-1b"),
        { type, name: "balancer", uses: { subnets: ["a", "b"] } },
      ],
      [{ type, name: "balancer", props: { subnets: ["subnet-1", "subnet-2"] } }],
    ],
    fail: [
      [{ type, name: "balancer" }],
      [{ type, name: "balancer", props: { subnets: ["subnet-1"] } }],
      [
        subnet("a", "eu-central-1a"),
        subnet("b", "eu-central-1a"),
        { type, name: "balancer", uses: { subnets: ["a", "b"] } },
      ],
    ],
  },
});
