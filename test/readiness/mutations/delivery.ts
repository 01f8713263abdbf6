import type { Recording, Registration } from "../../../readiness/program/recording.ts";
import { container, edit, type Mutation, only, option, remove, set } from "./mutation.ts";

const service = { type: "aws:ecs/service:Service", name: /^api-service$/ };
const worker = { type: "aws:ecs/service:Service", name: /^worker-service$/ };
const role = (name: RegExp) => ({ type: "aws:iam/role:Role", name });
const hookPolicy = { type: "aws:iam/rolePolicy:RolePolicy", name: /^delivery-hook-policy$/ };
const shiftPolicy = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name: /^delivery-shift-policy$/,
};
const users = { type: "aws:lb/listenerRule:ListenerRule", name: /^balancer-to-api$/ };
const tests = { type: "aws:lb/listenerRule:ListenerRule", name: /^balancer-test-to-api$/ };
const green = { type: "aws:lb/targetGroup:TargetGroup", name: /^balancer-api-green$/ };
const testers = {
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name: /^balancer-from-testers$/,
};
const scaling = { type: "aws:appautoscaling/policy:Policy", name: /^api-scaling-cpu$/ };
const alarm = (name: string) => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: new RegExp(`^alarms-api-${name}$`),
});

type Values = Readonly<Record<string, unknown>>;
interface Hook extends Values {
  readonly lifecycleStages: readonly string[];
}
interface Action {
  readonly forward: { readonly targetGroups: readonly unknown[] };
}
interface Balanced extends Values {
  readonly advancedConfiguration: Values;
}

/** How the api is deployed, some of it otherwise. */
const deployed = (change: (now: Values) => Values) =>
  edit(service, ({ deploymentConfiguration }) => {
    const now = deploymentConfiguration as Values;
    return { deploymentConfiguration: { ...now, ...change(now) } };
  });

const hooked = (change: (hooks: readonly Hook[]) => readonly Values[]) =>
  deployed(({ lifecycleHooks }) => ({ lifecycleHooks: change(lifecycleHooks as readonly Hook[]) }));

const unhooked = (stage: string) =>
  hooked((hooks) => hooks.filter(({ lifecycleStages }) => !lifecycleStages.includes(stage)));

const pausing = (timeoutConfiguration: Values | undefined) =>
  hooked((hooks) => [
    ...hooks,
    {
      targetType: "PAUSE",
      lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
      ...(timeoutConfiguration && { timeoutConfiguration }),
    },
  ]);

const shiftedWithout = (part: string) =>
  edit(service, ({ loadBalancers }) => ({
    loadBalancers: (loadBalancers as readonly Balanced[]).map((one) => ({
      ...one,
      advancedConfiguration: Object.fromEntries(
        Object.entries(one.advancedConfiguration).filter(([key]) => key !== part),
      ),
    })),
  }));

const undoneWithout = (part: RegExp) =>
  edit(service, ({ alarms }) => {
    const { alarmNames, ...rest } = alarms as { readonly alarmNames: readonly string[] };
    return { alarms: { ...rest, alarmNames: alarmNames.filter((name) => !part.test(name)) } };
  });

const forwardsToOne = (which: typeof users) =>
  edit(which, ({ actions }) => ({
    actions: (actions as readonly Action[]).map((action) => ({
      ...action,
      forward: { targetGroups: action.forward.targetGroups.slice(0, 1) },
    })),
  }));

const trusts = (which: ReturnType<typeof role>, principal: string) =>
  edit(which, ({ assumeRolePolicy }) => ({
    assumeRolePolicy: String(assumeRolePolicy).replaceAll("ecs.amazonaws.com", principal),
  }));

/** A property, and what it is computed from, as another resource has it. */
const copied =
  (to: typeof users, from: typeof users, property: string) =>
  (recording: Recording): Recording => {
    const model = only(recording, from);
    const value = model.outputs.toJavaScript()[property];
    const relation = model.propertyDependencies.get(property) ?? [];
    return altered(to, ({ propertyDependencies }) => ({
      propertyDependencies: new Map([...propertyDependencies, [property, relation]]),
    }))(set(to, { [property]: value })(recording));
  };

const altered =
  (which: typeof users, change: (now: Registration) => Partial<Registration>) =>
  (recording: Recording): Recording =>
    option(which, change(only(recording, which)))(recording);

const nobody = "arn:aws:lambda:eu-central-1:111122223333:function:of-somebody-else";

export const deliveryMutations: readonly Mutation[] = [
  {
    title: "a canary has one target group",
    requirement: "P16",
    change: shiftedWithout("alternateTargetGroupArn"),
  },
  { title: "users' traffic can reach one group only", requirement: "P16", change: forwardsToOne(users) },
  { title: "the smoke test can reach one group only", requirement: "P16", change: forwardsToOne(tests) },
  {
    title: "the program resets the weights that ECS has set",
    requirement: "K17",
    change: option(users, { ignoreChanges: [] }),
  },
  { title: "ECS may not ask the hooks", requirement: "C13", change: remove(hookPolicy) },
  {
    title: "ECS may ask all hooks but the migration",
    requirement: "P07",
    change: edit(hookPolicy, ({ policy }) => ({
      policy: String(policy).replaceAll(":function:prospector-production-migration", ":function:other"),
    })),
  },
  {
    title: "the hooks' role is another service's",
    requirement: "C13",
    change: trusts(role(/^delivery-hook-role$/), "ecs-tasks.amazonaws.com"),
  },
  {
    title: "a deployment waits for somebody else's function",
    requirement: "C13",
    change: hooked((hooks) => hooks.map((hook) => ({ ...hook, hookTargetArn: nobody }))),
  },
  {
    title: "no smoke test stands before the users",
    requirement: "W04",
    change: unhooked("POST_TEST_TRAFFIC_SHIFT"),
  },
  { title: "no migration stands before new code", requirement: "C13", change: unhooked("PRE_SCALE_UP") },
  {
    title: "workers start before the migration",
    requirement: "K04",
    change: (recording) => {
      const gate = only(recording, service).urn;
      return altered(worker, ({ dependencies }) => ({
        dependencies: dependencies.filter((urn) => urn !== gate && !/::api-[^:]*$/.test(urn)),
      }))(recording);
    },
  },
  { title: "no listener is for tests", requirement: "W04", change: shiftedWithout("testListenerRule") },
  {
    title: "tests are asked on the users' listener",
    requirement: "W04",
    change: copied(tests, users, "listenerArn"),
  },
  {
    title: "the test listener is open to the world",
    requirement: "W04",
    change: set(testers, { prefixListId: undefined, cidrIpv4: "0.0.0.0/0" }),
  },
  { title: "ECS may not shift traffic", requirement: "K17", change: remove(shiftPolicy) },
  {
    title: "ECS carries the rights of a task to shift traffic",
    requirement: "K17",
    change: edit(shiftPolicy, ({ policyArn }) => ({
      policyArn: String(policyArn).replace(/policy\/.*$/, "policy/AmazonECSTaskExecutionRolePolicy"),
    })),
  },
  {
    title: "the shifting role is another service's",
    requirement: "K17",
    change: trusts(role(/^delivery-shift-role$/), "lambda.amazonaws.com"),
  },
  {
    title: "nothing takes a release in the green group back",
    requirement: "K05",
    change: undoneWithout(/-green-/),
  },
  {
    title: "failing answers take no release back",
    requirement: "K05",
    change: undoneWithout(/-failing-answers$/),
  },
  {
    title: "the green group's alarm looks at the blue one",
    requirement: "K05",
    change: copied(alarm("green-deploy-slow-answers"), alarm("blue-deploy-slow-answers"), "dimensions"),
  },
  {
    title: "a release is taken back when answers take two seconds",
    requirement: "K05",
    change: set(alarm("blue-deploy-slow-answers"), { threshold: 2 }),
  },
  {
    title: "a canary is half of the traffic",
    requirement: "K05",
    change: deployed(() => ({ canaryConfiguration: { canaryPercent: 50, canaryBakeTimeInMinutes: "10" } })),
  },
  {
    title: "a canary is watched for a minute",
    requirement: "K05",
    change: deployed(() => ({ canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "1" } })),
  },
  {
    title: "the release before is gone at once",
    requirement: "K05",
    change: deployed(() => ({ bakeTimeInMinutes: "0" })),
  },
  {
    title: "all users meet a release at once",
    requirement: "K05",
    change: deployed(() => ({ strategy: "BLUE_GREEN" })),
  },
  {
    title: "traffic moves in five steps",
    requirement: "P16",
    change: deployed(() => ({
      strategy: "LINEAR",
      linearConfiguration: { stepPercent: 20, stepBakeTimeInMinutes: "10" },
    })),
  },
  {
    title: "an update has no time for its deployment",
    requirement: "G16",
    change: altered(service, ({ timeouts }) => ({ timeouts: { ...timeouts, update: 0 } })),
  },
  {
    title: "a pause goes on by itself",
    requirement: "P16",
    change: pausing({ timeoutInMinutes: "30", action: "CONTINUE" }),
  },
  { title: "a pause lasts a day", requirement: "P16", change: pausing(undefined) },
  {
    title: "a canary has a circuit breaker",
    requirement: "C21",
    change: set(service, { deploymentCircuitBreaker: { enable: true, rollback: true } }),
  },
  {
    title: "a canary is scaled by the requests of one group",
    requirement: "P16",
    change: edit(scaling, ({ targetTrackingScalingPolicyConfiguration: now }) => ({
      targetTrackingScalingPolicyConfiguration: {
        ...(now as object),
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: "app/shop/50dc6c495c0c9188/targetgroup/blue/6d0ecf831eec9f09",
        },
      },
    })),
  },
  {
    title: "every second release is asked elsewhere for its health",
    requirement: "C11",
    change: edit(green, ({ healthCheck }) => ({
      healthCheck: { ...(healthCheck as object), path: "/live" },
    })),
  },
  {
    title: "tasks are stopped while their group drains",
    requirement: "P08",
    change: set(green, { deregistrationDelay: 300 }),
  },
  {
    title: "no container asks itself for its health",
    requirement: "P08",
    change: container(/^api-/, () => ({ healthCheck: undefined })),
  },
  {
    title: "the migration runs an image that is named by a tag",
    requirement: "C08",
    change: container(/^task-migrate-/, () => ({ image: "registry.example/api:latest" })),
  },
];
