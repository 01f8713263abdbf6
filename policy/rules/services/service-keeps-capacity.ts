import { service } from "../../reading/aws-types.ts";
import { isSingleton } from "../../reading/ecs.ts";
import { stackRule } from "../../rule.ts";

export const serviceKeepsCapacity = stackRule({
  id: "service-keeps-capacity",
  title: "A deployment takes no capacity away",
  requirements: ["G16", "C20", "P02"],
  judges: service,
  why: "New tasks come first, old ones go after; below 100 % a busy service is at its weakest just while it changes.",
  fix: "Set deploymentMinimumHealthyPercent: 100 and deploymentMaximumPercent above it, 200 for instance.",
  findings: (stack) =>
    stack.all(service).flatMap((node) => {
      const least = node.known("deploymentMinimumHealthyPercent") ?? 100;
      const says = `deploymentMinimumHealthyPercent is ${least}`;
      return isSingleton(node) || least >= 100 ? [] : [{ node, says }];
    }),
  examples: {
    pass: [
      [
        {
          type: service,
          name: "api",
          props: { deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 200 },
        },
      ],
      [{ type: service, name: "api" }],
      [
        {
          type: service,
          name: "scheduler",
          props: { deploymentMinimumHealthyPercent: 0, deploymentMaximumPercent: 100 },
        },
      ],
    ],
    fail: [
      [{ type: service, name: "api", props: { deploymentMinimumHealthyPercent: 50 } }],
      [
        {
          type: service,
          name: "api",
          props: { deploymentMinimumHealthyPercent: 0, deploymentMaximumPercent: 200 },
        },
      ],
    ],
  },
});
