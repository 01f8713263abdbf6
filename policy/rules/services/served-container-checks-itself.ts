import { service } from "../../reading/aws-types.ts";
import { task } from "../../reading/containers.ts";
import { release } from "../../reading/release-examples.ts";
import { served } from "../../reading/releases.ts";
import { servedContainer } from "../../reading/served-containers.ts";
import { stackRule } from "../../rule.ts";

export const servedContainerChecksItself = stackRule({
  id: "served-container-checks-itself",
  title: "A container that people use is asked for its health from within too",
  requirements: ["C11", "P08"],
  judges: service,
  why: "ECS replaces a hung container by its own check, and counts a task as started only once that has passed.",
  fix: "Give the container that the balancer asks a healthCheck { command } on its own health path.",
  floor: "production",
  findings: (stack) =>
    served(stack).flatMap((one) => {
      const container = servedContainer(stack, one);
      if (container === undefined)
        return [
          {
            node: one.service,
            says: "its served container is not known before deploy",
            notProven: true as const,
          },
        ];
      const [kind, ...rest] = container.healthCheck?.command ?? [];
      return kind !== undefined && kind !== "NONE" && rest.length > 0
        ? []
        : [{ node: one.service, says: `its container ${container.name} has no healthCheck` }];
    }),
  examples: {
    pass: [release(), [{ type: service, name: "worker" }]],
    fail: [
      release({ "api-task": task({ stopTimeout: 60 }) }),
      release({ "api-task": task({ healthCheck: { command: ["NONE"] } }) }),
      release({ "api-task": { type: "aws:ecs/taskDefinition:TaskDefinition" } }),
    ],
  },
});
