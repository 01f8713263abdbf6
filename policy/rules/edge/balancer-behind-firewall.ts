import { loadBalancers, webAcl, webAclAssociation } from "../../reading/aws-types.ts";
import { publicHttpBalancers } from "../../reading/balancers.ts";
import { guarded } from "../../reading/firewall-examples.ts";
import { before } from "../../reading/firewall-places.ts";
import { stackRule } from "../../rule.ts";

const [type] = loadBalancers;

export const balancerBehindFirewall = stackRule({
  id: "balancer-behind-firewall",
  title: "A firewall stands before every balancer that the world reaches",
  requirements: ["C07", "C06", "K22"],
  controls: ["FSBP ELB.16", "CKV2_AWS_28"],
  judges: loadBalancers,
  why: "Whatever a service forgets to refuse, everybody may send it, as often as they like.",
  fix: "Add an aws.wafv2.WebAclAssociation of the balancer's arn with a regional WebAcl of the stack.",
  findings: (stack) =>
    publicHttpBalancers(stack)
      .filter((node) => before(stack, node) === undefined)
      .map((node) => ({ node, says: "no web ACL of the stack stands before it" })),
  examples: {
    pass: [
      guarded({}),
      [{ type, name: "inside", props: { internal: true } }],
      [{ type, name: "tcp", props: { loadBalancerType: "network" } }],
    ],
    fail: [
      [{ type, name: "door" }],
      [
        { type, name: "door" },
        { type: webAcl, name: "acl" },
      ],
      [
        { type, name: "door" },
        { type: webAcl, name: "acl" },
        { type: webAclAssociation, name: "before", uses: { webAclArn: ["acl"] } },
      ],
      [
        { type, name: "door" },
        { type: webAclAssociation, name: "before", uses: { resourceArn: ["door"] } },
      ],
    ],
  },
});
