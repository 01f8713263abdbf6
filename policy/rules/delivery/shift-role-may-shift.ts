import { service } from "../../reading/aws-types.ts";
import { role } from "../../reading/grants.ts";
import { namedBy } from "../../reading/named.ts";
import { allowing, release, shiftedBy, shiftSettings, trusting } from "../../reading/release-examples.ts";
import { shiftPath, shifts } from "../../reading/releases.ts";
import {
  may,
  type Rights,
  rightsOf,
  roleAttachment,
  rolePolicy,
  untrusting,
} from "../../reading/role-rights.ts";
import { type StackFinding, stackRule } from "../../rule.ts";

const readyMade = ":aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers";
const needed = ["ModifyRule", "RegisterTargets", "DeregisterTargets"].map(
  (action) => `elasticloadbalancing:${action}`,
);

export const shiftRoleMayShift = stackRule({
  id: "shift-role-may-shift",
  title: "ECS may move traffic to a release, and back",
  requirements: ["K17", "P16"],
  judges: service,
  why: "The same role moves the traffic back: one that lacks a right is found out in the middle of a rollback.",
  fix: "Set advancedConfiguration.roleArn to a role of the stack that trusts ecs.amazonaws.com and carries AmazonECSInfrastructureRolePolicyForLoadBalancers.",
  findings: (stack) => {
    const shifted = shifts(stack).map(({ service: node, at }) => ({
      node,
      roles: namedBy(stack, node, [role], shiftPath(at, "roleArn")),
    }));
    return [
      ...shifted
        .filter(({ roles }) => roles.length === 0)
        .map(({ node }) => ({ node, says: "its traffic is shifted with no role of the stack" })),
      ...[...new Set(shifted.flatMap(({ roles }) => roles))].flatMap((node) => [
        ...untrusting(node, "ecs.amazonaws.com"),
        ...lacking(rightsOf(stack, node)).map((finding) => ({ node, ...finding })),
      ]),
    ];
  },
  examples: {
    pass: [
      release(),
      release({ "shifts-policy": allowing("shifts", needed, "*") }),
      release({
        shifts: {
          type: role,
          props: {
            ...trusting("ecs.amazonaws.com").props,
            managedPolicyArns: [`arn:aws:iam:${readyMade}`],
          },
        },
        "shifts-policy": undefined,
      }),
      [{ type: service, name: "worker" }],
    ],
    fail: [
      release({ "shifts-policy": undefined }),
      release({ "shifts-policy": allowing("shifts", needed.slice(0, 2), "*") }),
      release({ "shifts-policy": { type: rolePolicy, uses: { role: ["shifts"], policy: ["blue"] } } }),
      release({
        "shifts-policy": {
          type: roleAttachment,
          props: { policyArn: "arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy" },
          uses: { role: ["shifts"] },
        },
      }),
      release({ shifts: trusting("ecs-tasks.amazonaws.com") }),
      release({ api: shiftedBy({ ...shiftSettings, roleArn: "arn:aws:iam::111122223333:role/elsewhere" }) }),
    ],
  },
});

function lacking(rights: Rights): readonly Omit<StackFinding, "node">[] {
  if (rights.carries.some((arn) => arn.endsWith(readyMade))) return [];
  const lacks = needed.filter((action) => !may(rights, action));
  if (lacks.length === 0) return [];
  if (rights.unread) return [{ says: "what it may do is not known before deploy", notProven: true }];
  return [{ says: `shifts traffic and may not ${lacks.join(", ")}` }];
}
