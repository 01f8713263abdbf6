import { scalingPolicy, scalingTarget, service } from "../../reading/aws-types.ts";
import { scalingOf } from "../../reading/ecs.ts";
import { release } from "../../reading/release-examples.ts";
import { shiftingServices } from "../../reading/releases.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const tracking = "targetTrackingScalingPolicyConfiguration";
const refused = "ALBRequestCountPerTarget";
const target = { type: scalingTarget, uses: { resourceId: ["api"] } };
const tracked = (predefinedMetricType: string, of = "scaling") => ({
  type: scalingPolicy,
  props: { [tracking]: { predefinedMetricSpecification: { predefinedMetricType } } },
  uses: { resourceId: [of] },
});

export const shiftingServiceWithoutRequestTracking = stackRule({
  id: "shifting-service-without-request-tracking",
  title: "A service whose traffic moves between two groups is not scaled by the requests of one",
  requirements: ["P16", "P09"],
  judges: service,
  why: "The metric's label names one target group: after every second release that group is empty, and the service shrinks under load.",
  fix: `Scale on ECSServiceAverageCPUUtilization, or on a metric expression that adds both groups, instead of ${refused}.`,
  findings: (stack) =>
    shiftingServices(stack).flatMap((node) => {
      const scaling = scalingOf(stack, node);
      return stack
        .all(scalingPolicy)
        .filter((policy) => {
          const metric = policy.known(tracking, "predefinedMetricSpecification", "predefinedMetricType");
          return metric === refused && [scaling, node].some((of) => of && moves(policy, of));
        })
        .map((policy) => ({ node: policy, says: `follows ${refused} of a service that is shifted` }));
    }),
  examples: {
    pass: [
      release({ scaling: target, cpu: tracked("ECSServiceAverageCPUUtilization") }),
      [
        { type: service, name: "api" },
        { ...target, name: "scaling" },
        { ...tracked(refused), name: "requests" },
      ],
    ],
    fail: [
      release({ scaling: target, requests: tracked(refused) }),
      release({ scaling: target, requests: tracked(refused, "api") }),
      release({
        scaling: { ...target, props: { resourceId: "service/shop/api" } },
        requests: {
          ...tracked(refused),
          props: { ...tracked(refused).props, resourceId: "service/shop/api" },
          uses: {},
        },
      }),
    ],
  },
});

const moves = (policy: Node, scaled: Node): boolean =>
  policy.uses("resourceId").includes(scaled) ||
  (policy.known("resourceId") !== undefined && policy.known("resourceId") === scaled.known("resourceId"));
