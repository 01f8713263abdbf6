import { scalingTarget, service } from "../../reading/aws-types.ts";
import { isServed, leastTasks } from "../../reading/ecs.ts";
import { stackRule } from "../../rule.ts";

const served = { loadBalancers: [{ containerPort: 8000 }] };

export const serviceSurvivesATask = stackRule({
  id: "service-survives-a-task",
  title: "No served service hangs on a single task",
  requirements: ["K23", "C20", "P02"],
  judges: service,
  why: "AWS retires Fargate hosts whenever it likes; with one task, each time is an outage.",
  fix: "Keep two tasks or more: minCapacity of its scaling target, or desiredCount where nothing scales it.",
  floor: "production",
  findings: (stack) =>
    stack.all(service).flatMap((node) => {
      const least = leastTasks(stack, node) ?? 1;
      return !isServed(node) || least >= 2 ? [] : [{ node, says: `may run with ${least} task` }];
    }),
  examples: {
    pass: [
      [{ type: service, name: "api", props: { ...served, desiredCount: 2 } }],
      [
        { type: service, name: "api", props: { ...served, desiredCount: 1 } },
        { type: scalingTarget, name: "scaling", props: { minCapacity: 3 }, uses: { resourceId: ["api"] } },
      ],
      [{ type: service, name: "worker", props: { desiredCount: 1 } }],
    ],
    fail: [
      [{ type: service, name: "api", props: served }],
      [{ type: service, name: "api", props: { ...served, desiredCount: 1 } }],
      [
        { type: service, name: "api", props: { ...served, desiredCount: 2 } },
        { type: scalingTarget, name: "scaling", props: { minCapacity: 1 }, uses: { resourceId: ["api"] } },
      ],
    ],
  },
});
