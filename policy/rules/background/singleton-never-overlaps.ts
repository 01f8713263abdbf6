import { service } from "../../reading/aws-types.ts";
import { isServed, isSingleton, scalingOf } from "../../reading/ecs.ts";
import { kindOf } from "../../reading/kinds.ts";
import { stackRule } from "../../rule.ts";

const one = { desiredCount: 1, deploymentMinimumHealthyPercent: 0, deploymentMaximumPercent: 100 };

export const singletonNeverOverlaps = stackRule({
  id: "singleton-never-overlaps",
  title: "Where only one task may run, never two do",
  requirements: ["G16", "C20", "P04"],
  judges: service,
  why: "Two schedulers run each job twice: for as long as a deployment overlaps, for good once something scales them.",
  fix: 'Set desiredCount: 1, deploymentMaximumPercent: 100, deploymentMinimumHealthyPercent: 0 and availabilityZoneRebalancing: "DISABLED", and put neither scaling nor a balancer on it.',
  findings: (stack) =>
    stack
      .all(service)
      .filter((node) => isSingleton(node) || kindOf(node) === "scheduler")
      .flatMap((node) =>
        [
          ...(node.known("desiredCount") === 1 ? [] : ["desiredCount is not 1"]),
          ...(isSingleton(node)
            ? []
            : ["deploymentMaximumPercent is not 100, so a deployment starts a second"]),
          ...(node.known("availabilityZoneRebalancing") === "ENABLED"
            ? ["availabilityZoneRebalancing starts a second task before it stops the first"]
            : []),
          ...(node.known("deploymentMinimumHealthyPercent") === 0
            ? []
            : ["deploymentMinimumHealthyPercent is not 0, so no deployment can ever stop the old task"]),
          ...(scalingOf(stack, node) ? ["autoscaling may start a second task"] : []),
          ...(isServed(node) ? ["a balancer sends people to it, and each deployment cuts them off"] : []),
        ].map((says) => ({ node, says })),
      ),
  examples: {
    pass: [
      [{ type: service, name: "scheduler", props: one }],
      [{ type: service, name: "api", props: { deploymentMaximumPercent: 200 } }],
    ],
    fail: [
      [{ type: service, name: "scheduler", props: { ...one, desiredCount: 2 } }],
      [{ type: service, name: "scheduler", props: { ...one, availabilityZoneRebalancing: "ENABLED" } }],
      [
        {
          type: service,
          name: "scheduler",
          props: {
            desiredCount: 1,
            deploymentMinimumHealthyPercent: 0,
            tags: { "service-kind": "scheduler" },
          },
        },
      ],
      [{ type: service, name: "scheduler", props: { ...one, deploymentMinimumHealthyPercent: 100 } }],
      [{ type: service, name: "scheduler", props: { ...one, loadBalancers: [{ containerPort: 8000 }] } }],
      [
        { type: service, name: "scheduler", props: one },
        { type: "aws:appautoscaling/target:Target", name: "scaling", uses: { resourceId: ["scheduler"] } },
      ],
    ],
  },
});
