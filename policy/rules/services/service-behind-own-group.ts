import { service } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const groups = (node: Node) => node.uses("networkConfiguration").filter(({ type }) => type === groupType);
const group = (name: string) => ({ type: groupType, name }) as const;

export const serviceBehindOwnGroup = stackRule({
  id: "service-behind-own-group",
  title: "Every service has a security group that is its alone",
  requirements: ["P05", "G07"],
  judges: service,
  why: "Doors are opened to a group. Where two services share one, letting the API into the database lets the scraper in too.",
  fix: "Make one SecurityGroup for each service and name it in networkConfiguration.securityGroups.",
  findings: (stack) => {
    const sharers = new Map<Node, number>();
    for (const node of stack.all(service))
      for (const used of groups(node)) sharers.set(used, (sharers.get(used) ?? 0) + 1);
    return stack.all(service).flatMap((node) => {
      if (groups(node).some((used) => sharers.get(used) === 1)) return [];
      return [
        {
          node,
          says:
            groups(node).length === 0
              ? "names no security group of the stack"
              : "shares its security group with another service",
        },
      ];
    });
  },
  examples: {
    pass: [
      [
        group("api-group"),
        group("worker-group"),
        { type: service, name: "api", uses: { networkConfiguration: ["api-group"] } },
        { type: service, name: "worker", uses: { networkConfiguration: ["worker-group"] } },
      ],
    ],
    fail: [
      [{ type: service, name: "api" }],
      [
        group("shared"),
        { type: service, name: "api", uses: { networkConfiguration: ["shared"] } },
        { type: service, name: "scraper", uses: { networkConfiguration: ["shared"] } },
      ],
    ],
  },
});
