import { listeners, loadBalancers } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const balancer = { type: loadBalancers[0], name: "balancer" } as const;
const listener = (protocol: string) =>
  ({
    type: listeners[0],
    name: protocol,
    props: { protocol },
    uses: { loadBalancerArn: ["balancer"] },
  }) as const;

export const balancerServesTls = stackRule({
  id: "balancer-serves-tls",
  title: "Every balancer can be reached over TLS",
  requirements: ["G05"],
  judges: loadBalancers,
  why: "A redirect to HTTPS that nobody answers is an outage.",
  fix: "Add an HTTPS listener on port 443.",
  findings: (stack) =>
    stack.all(...loadBalancers).flatMap((node) => {
      const own = listeners.flatMap((type) => stack.pointing(type, "loadBalancerArn", node));
      const served = own.some((at) => ["HTTPS", "TLS"].includes(at.known("protocol")));
      return served ? [] : [{ node, says: "has no TLS listener" }];
    }),
  examples: {
    pass: [[balancer, listener("HTTPS"), listener("HTTP")]],
    fail: [[balancer], [balancer, listener("HTTP")]],
  },
});
