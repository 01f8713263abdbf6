import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

export const containerLogs = stackRule({
  id: "container-logs",
  title: "Every container's output is collected centrally",
  requirements: ["G06", "C15"],
  controls: ["FSBP ECS.9"],
  judges: taskDefinition,
  why: "A Fargate task takes its output with it when it stops, and it is the stopped task that one wants to read.",
  fix: "Give the container a logConfiguration (awslogs with awslogs-group, or awsfirelens).",
  findings: (stack) =>
    eachContainer(stack, ({ logConfiguration }) => {
      if (!logConfiguration?.logDriver) return ["has no logConfiguration"];
      if (logConfiguration.logDriver === "awsfirelens") return [];
      if (logConfiguration.logDriver !== "awslogs")
        return [`logs with ${logConfiguration.logDriver}, which Fargate drops`];
      return logConfiguration.options?.["awslogs-group"] ? [] : ["logs to no group"];
    }),
  examples: {
    pass: [
      [task({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/shop/api" } } })],
      [task({ logConfiguration: { logDriver: "awsfirelens" } })],
    ],
    fail: [
      [task({})],
      [task({ logConfiguration: { logDriver: "awslogs" } })],
      [task({ logConfiguration: { logDriver: "json-file" } })],
    ],
  },
});
