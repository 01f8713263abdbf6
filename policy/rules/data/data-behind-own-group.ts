import { dataGroups, instance, replicationGroup, storeTypes } from "../../reading/data-tier.ts";
import { securityGroup } from "../../reading/openings.ts";
import { stackRule } from "../../rule.ts";

export const dataBehindOwnGroup = stackRule({
  id: "data-behind-own-group",
  title: "Every database and cache stands behind a security group of this stack",
  requirements: ["G01", "G02", "C09"],
  controls: ["FSBP EC2.2"],
  why: "Where none is named AWS takes the network's default group; and what another's group lets in cannot be judged here.",
  fix: "Name a security group of this stack.",
  judges: storeTypes,
  findings: (stack) => {
    const guarded = new Set([...dataGroups(stack).values()].flat());
    return stack
      .all(...storeTypes)
      .filter((node) => !guarded.has(node))
      .map((node) => ({ node, says: "no security group of this stack guards it" }));
  },
  examples: {
    pass: [
      [
        { type: securityGroup, name: "data" },
        { type: instance, name: "main", uses: { vpcSecurityGroupIds: ["data"] } },
        { type: replicationGroup, name: "cache", uses: { securityGroupIds: ["data"] } },
      ],
    ],
    fail: [
      [{ type: instance, name: "main" }],
      [{ type: replicationGroup, name: "cache", props: { securityGroupIds: ["sg-0123456789abcdef0"] } }],
      [
        { type: securityGroup, name: "data" },
        { type: instance, name: "main", uses: { vpcSecurityGroupIds: ["data"] } },
        { type: instance, name: "other" },
      ],
    ],
  },
});
