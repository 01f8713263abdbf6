import { service, taskDefinition } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const task = { type: taskDefinition, name: "api-task", props: { family: "shop-api" } } as const;

export const serviceRunsJudgedTask = stackRule({
  id: "service-runs-judged-task",
  title: "What a service runs is part of what was approved",
  requirements: ["C08", "G18"],
  judges: service,
  why: "A task definition from elsewhere may hold any image, any credential and any privilege, and no rule sees it.",
  fix: "Set taskDefinition to the arn of a TaskDefinition of this stack.",
  findings: (stack) => {
    const families = new Set(
      stack.all(taskDefinition).flatMap((node) => [node.known("arn"), node.known("family")]),
    );
    return stack.all(service).flatMap((node) => {
      const used = node.uses("taskDefinition").some(({ type }) => type === taskDefinition);
      const known = node.known("taskDefinition");
      return used || (known !== undefined && families.has(known))
        ? []
        : [{ node, says: "runs a task definition that is not in the stack" }];
    });
  },
  examples: {
    pass: [
      [task, { type: service, name: "api", uses: { taskDefinition: ["api-task"] } }],
      [task, { type: service, name: "api", props: { taskDefinition: "shop-api" } }],
    ],
    fail: [
      [{ type: service, name: "api" }],
      [task, { type: service, name: "api", props: { taskDefinition: "shop-other:7" } }],
    ],
  },
});
