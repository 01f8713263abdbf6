import type { StackExample } from "../rule.ts";
import { unknown } from "../view.ts";
import { listenerRules, listeners, loadBalancers, service, targetGroups } from "./aws-types.ts";
import { task } from "./containers.ts";
import { written } from "./document.ts";
import { lambda } from "./function-types.ts";
import { role } from "./grants.ts";
import { ingressRule, securityGroup } from "./openings.ts";
import { roleAttachment, rolePolicy } from "./role-rights.ts";

type Resource = StackExample[number];
type Part = Omit<Resource, "name">;

/** A role that one service of AWS may assume, for examples. */
export const trusting = (principal: string): Part => ({
  type: role,
  props: {
    assumeRolePolicy: written({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: principal },
    }),
  },
});

/** What a role may do on which resources, for examples. */
export const allowing = (of: string, action: string | readonly string[], resource: string): Part => ({
  type: rolePolicy,
  props: { policy: written({ Effect: "Allow", Action: action, Resource: resource }) },
  uses: { role: [of] },
});

export const healthCheck = { path: "/health", matcher: "200" };
const group: Part = {
  type: targetGroups[0],
  props: { port: 8000, protocol: "HTTP", targetType: "ip", healthCheck, deregistrationDelay: 30 },
};
const listener = (port: number): Part => ({
  type: listeners[0],
  props: { port, protocol: "HTTPS" },
  uses: { loadBalancerArn: ["balancer"] },
});

/** Forwards to some target groups, on a listener, with weights that the program leaves alone. */
export const forwards = (on: string, ...groups: readonly string[]): Part => ({
  type: listenerRules[0],
  props: {
    actions: [{ type: "forward", forward: { targetGroups: groups.map(() => ({ arn: unknown })) } }],
  },
  uses: { listenerArn: [on], actions: groups },
  ignoreChanges: ["actions"],
});

/** Lets an address in to the balancer on one port. */
export const opens = (port: number, cidrIpv4: string): Part => ({
  type: ingressRule,
  props: { cidrIpv4, ipProtocol: "tcp", fromPort: port, toPort: port },
  uses: { securityGroupId: ["door"] },
});

export const shiftSettings = {
  alternateTargetGroupArn: unknown,
  productionListenerRule: unknown,
  testListenerRule: unknown,
  roleArn: unknown,
};
const entry = { containerName: "api", containerPort: 8000, targetGroupArn: unknown };
export const asks = (stage: string) => ({
  targetType: "AWS_LAMBDA",
  hookTargetArn: unknown,
  roleArn: unknown,
  lifecycleStages: [stage],
});
export const canary = {
  strategy: "CANARY",
  canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "10" },
  bakeTimeInMinutes: "10",
  lifecycleHooks: [asks("POST_TEST_TRAFFIC_SHIFT")],
};

/** A service that shifts, for examples: `props` and `uses` beside or in place of its own. */
export const shiftingService = (props: object = {}, uses: Resource["uses"] = {}): Part => ({
  type: service,
  props: {
    deploymentConfiguration: canary,
    loadBalancers: [{ ...entry, advancedConfiguration: shiftSettings }],
    ...props,
  },
  uses: {
    deploymentConfiguration: ["smoke", "asks"],
    loadBalancers: ["blue", "green", "users", "tests", "shifts"],
    networkConfiguration: ["api-group"],
    taskDefinition: ["api-task"],
    ...uses,
  },
});

/** Another advanced configuration of its only way to the balancer. */
export const shiftedBy = (advancedConfiguration: object | undefined, uses?: readonly string[]): Part =>
  shiftingService(
    { loadBalancers: [{ ...entry, ...(advancedConfiguration && { advancedConfiguration }) }] },
    uses && { loadBalancers: uses },
  );

const parts: Readonly<Record<string, Part>> = {
  door: { type: securityGroup },
  "open-443": opens(443, "0.0.0.0/0"),
  "open-8443": opens(8443, "198.51.100.7/32"),
  balancer: { type: loadBalancers[0], uses: { securityGroups: ["door"] } },
  https: listener(443),
  test: listener(8443),
  blue: group,
  green: group,
  users: forwards("https", "blue", "green"),
  tests: forwards("test", "blue", "green"),
  shifts: trusting("ecs.amazonaws.com"),
  "shifts-policy": {
    type: roleAttachment,
    props: { policyArn: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers" },
    uses: { role: ["shifts"] },
  },
  smoke: { type: lambda, props: { name: "shop-smoke" } },
  asks: trusting("ecs.amazonaws.com"),
  "asks-policy": allowing(
    "asks",
    "lambda:InvokeFunction",
    "arn:aws:lambda:eu-central-1:111122223333:function:shop-smoke",
  ),
  "api-group": { type: securityGroup },
  "api-task": task({ stopTimeout: 60, healthCheck: { command: ["CMD", "check"] } }),
  api: shiftingService(),
};

/** A stack with one service that is deployed by canary, for examples: some of its parts changed, added or left out. */
export const release = (changes: Readonly<Record<string, Part | undefined>> = {}): StackExample =>
  Object.entries({ ...parts, ...changes }).flatMap(([name, part]) => (part ? [{ ...part, name }] : []));
