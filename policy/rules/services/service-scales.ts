import { scalingPolicy, scalingTarget, service } from "../../reading/aws-types.ts";
import { isPaused } from "../../reading/breakers.ts";
import { isSingleton, scalingOf } from "../../reading/ecs.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const configurations = [
  "targetTrackingScalingPolicyConfiguration",
  "stepScalingPolicyConfiguration",
  "predictiveScalingPolicyConfiguration",
];
const byCpu = { targetTrackingScalingPolicyConfiguration: { targetValue: 60 } };
const props = { serviceNamespace: "ecs", minCapacity: 2, maxCapacity: 6 };
const api = { type: service, name: "api", props: { name: "shop-api" } } as const;
const policy = { type: scalingPolicy, name: "cpu", props: byCpu, uses: { resourceId: ["target"] } } as const;

export const serviceScales = stackRule({
  id: "service-scales",
  title: "Every service but the singletons grows with its load, within limits",
  requirements: ["P09", "C20", "P04"],
  judges: service,
  why: "Launch traffic is a guess; a fixed number of tasks is either too few on the day or too many on all the others.",
  fix: "Add an appautoscaling.Target (minCapacity at least 1, maxCapacity not below it) and a Policy on it; mark a singleton with deploymentMaximumPercent: 100.",
  findings: (stack) => {
    const policies = stack
      .all(scalingPolicy)
      .filter(
        (node) =>
          node.isUnknown("targetTrackingScalingPolicyConfiguration") ||
          configurations.some((name) => node.known(name)),
      );
    const moved = new Set(policies.flatMap((node) => [...node.uses("resourceId"), node.known("resourceId")]));
    return stack.all(service).flatMap((node) => {
      if (isSingleton(node)) return [];
      const target = scalingOf(stack, node);
      if (!target) return [{ node, says: "nothing scales it" }];
      const [min, max] = [target.known("minCapacity"), target.known("maxCapacity")];
      return [
        ...((min >= 1 && max >= min) || isPaused(target)
          ? []
          : [{ node: target, says: `scales between ${min} and ${max} tasks` }]),
        ...(moved.has(target) || moved.has(target.known("resourceId") ?? target) || moved.has(node)
          ? []
          : [{ node: target, says: "no policy moves it" }]),
      ];
    });
  },
  examples: {
    pass: [
      [api, { type: scalingTarget, name: "target", props, uses: { resourceId: ["api"] } }, policy],
      [
        api,
        { type: scalingTarget, name: "target", props: { ...props, resourceId: "service/shop/shop-api" } },
        { type: scalingPolicy, name: "cpu", props: { ...byCpu, resourceId: "service/shop/shop-api" } },
      ],
      [{ type: service, name: "scheduler", props: { deploymentMaximumPercent: 100 } }],
      [api, paused("2999-12-31"), policy],
    ],
    fail: [
      [api, paused("2020-01-31"), policy],
      [api, paused("2999-02-30"), policy],
      [api],
      [
        api,
        { type: scalingTarget, name: "target", props, uses: { resourceId: ["api"] } },
        { ...policy, props: {} },
      ],
      [
        api,
        { type: scalingTarget, name: "target", props: { ...props, resourceId: "service/shop/shop-worker" } },
      ],
      [api, { type: scalingTarget, name: "target", props, uses: { resourceId: ["api"] } }],
      [
        api,
        {
          type: scalingTarget,
          name: "target",
          props: { ...props, minCapacity: 0 },
          uses: { resourceId: ["api"] },
        },
        policy,
      ],
      [
        api,
        {
          type: scalingTarget,
          name: "target",
          props: { ...props, maxCapacity: 1 },
          uses: { resourceId: ["api"] },
        },
        policy,
      ],
    ],
  },
});

function paused(until: string): StackExample[number] {
  const tags = { breaker: "pause", "breaker-until": until };
  const held = { ...props, minCapacity: 0, maxCapacity: 0, tags };
  return { type: scalingTarget, name: "target", props: held, uses: { resourceId: ["api"] } };
}
