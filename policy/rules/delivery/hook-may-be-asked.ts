import { service } from "../../reading/aws-types.ts";
import { covers } from "../../reading/document.ts";
import { lambda } from "../../reading/function-types.ts";
import { role } from "../../reading/grants.ts";
import { hooksOf } from "../../reading/hooks.ts";
import { namedBy } from "../../reading/named.ts";
import {
  allowing,
  asks,
  canary,
  release,
  shiftingService,
  trusting,
} from "../../reading/release-examples.ts";
import { may, rightsOf, rolePolicy, untrusting } from "../../reading/role-rights.ts";
import { type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const invoke = "lambda:InvokeFunction";
const smoke = "arn:aws:lambda:eu-central-1:111122223333:function:shop-smoke";

export const hookMayBeAsked = stackRule({
  id: "hook-may-be-asked",
  title: "ECS may ask every function that a deployment waits for",
  requirements: ["C13", "P07", "W04"],
  judges: service,
  why: "ECS asks with the hook's role. Without the right, each deployment fails at that stage, and the way around is to take the hook out.",
  fix: "Give each hook a function of the stack and a role of the stack that trusts ecs.amazonaws.com and allows lambda:InvokeFunction on it.",
  findings: (stack) => {
    const asking = stack.all(service).flatMap((node) => asked(stack, node));
    const roles = new Set(asking.flatMap((hook) => hook.roles));
    return [
      ...asking.flatMap(ofNobody),
      ...[...roles].flatMap((one) => untrusting(one, "ecs.amazonaws.com")),
      ...stack.all(service).flatMap((node) => refused(stack, node)),
    ];
  },
  examples: {
    pass: [
      release(),
      release({ "asks-policy": allowing("asks", "lambda:Invoke*", "*") }),
      release({ "asks-policy": allowing("asks", invoke, "arn:aws:lambda:*:*:function:shop-*") }),
      release({
        api: shiftingService({
          deploymentConfiguration: {
            ...canary,
            lifecycleHooks: [{ ...asks("PRE_SCALE_UP"), hookTargetArn: `${smoke}:live` }],
          },
        }),
      }),
      [{ type: service, name: "worker" }],
    ],
    fail: [
      release({ "asks-policy": undefined }),
      release({ "asks-policy": allowing("asks", invoke, `${smoke}-test`) }),
      release({ "asks-policy": allowing("asks", "lambda:GetFunction", smoke) }),
      release({ "asks-policy": allowing("shifts", invoke, smoke) }),
      release({ "asks-policy": { type: rolePolicy, uses: { role: ["asks"], policy: ["smoke"] } } }),
      release({ asks: trusting("ecs-tasks.amazonaws.com") }),
      release({ asks: { type: role, uses: { assumeRolePolicy: ["smoke"] } } }),
      release({ api: shiftingService({}, { deploymentConfiguration: ["asks"] }) }),
      release({ api: shiftingService({}, { deploymentConfiguration: ["smoke"] }) }),
      release({
        api: shiftingService({
          deploymentConfiguration: {
            ...canary,
            lifecycleHooks: [{ ...asks("PRE_SCALE_UP"), hookTargetArn: `${smoke}-of-nobody` }],
          },
        }),
      }),
    ],
  },
});

interface Asked {
  readonly node: Node;
  readonly hook: string;
  readonly functions: readonly Node[];
  readonly roles: readonly Node[];
}

/** The hooks of a service that ask a function; before deploy, each may ask any of those that the service names. */
function asked(stack: StackView, node: Node): readonly Asked[] {
  return hooksOf(node)
    .filter(({ targetType }) => targetType === "AWS_LAMBDA")
    .map(({ at, stages }) => {
      const named = (type: string, part: string) =>
        namedBy(stack, node, [type], ["deploymentConfiguration", "lifecycleHooks", at, part]);
      const hook = `its hook at ${stages.join(" and ")}`;
      return { node, hook, functions: named(lambda, "hookTargetArn"), roles: named(role, "roleArn") };
    });
}

function ofNobody({ node, hook, functions, roles }: Asked): readonly StackFinding[] {
  if (functions.length === 0) return [{ node, says: `${hook} asks no function of the stack` }];
  return roles.length === 0 ? [{ node, says: `${hook} asks with no role of the stack` }] : [];
}

function refused(stack: StackView, node: Node): readonly StackFinding[] {
  const hooks = asked(stack, node).filter(({ roles }) => roles.length > 0);
  return [...new Set(hooks.flatMap(({ functions }) => functions))].flatMap((one): readonly StackFinding[] => {
    const roles = hooks.filter(({ functions }) => functions.includes(one)).flatMap((hook) => hook.roles);
    const rights = roles.map((by) => rightsOf(stack, by));
    if (rights.some((has) => may(has, invoke, fits(one)))) return [];
    return rights.some(({ unread }) => unread)
      ? [{ node, says: `whether it may ask ${one.name} is not known before deploy`, notProven: true }]
      : [{ node, says: `its deployments wait for ${one.name}, which they may not ask` }];
  });
}

/** Whether a pattern of a policy covers a function; before its ARN is known, by its name in the pattern's own account. */
const fits =
  (one: Node) =>
  (pattern: string): boolean => {
    const [, partition = "aws", , region = "", account = ""] = pattern.split(":");
    const arn =
      one.known("arn") ?? `arn:${partition}:lambda:${region}:${account}:function:${one.known("name")}`;
    return covers(pattern, String(arn));
  };
