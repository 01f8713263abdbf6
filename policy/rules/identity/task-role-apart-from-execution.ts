import { taskDefinition } from "../../reading/aws-types.ts";
import { role } from "../../reading/grants.ts";
import { stackRule } from "../../rule.ts";

export const taskRoleApartFromExecution = stackRule({
  id: "task-role-apart-from-execution",
  title: "What starts a task and what runs in it have different roles",
  requirements: ["G07", "G13"],
  controls: ["CKV_AWS_249"],
  why: "The starting role may read every secret of the task and pull images; the application must not inherit that.",
  fix: "Make two roles and give one as executionRoleArn, the other as taskRoleArn.",
  judges: taskDefinition,
  findings: (stack) =>
    stack.all(taskDefinition).flatMap((node) => {
      const starts = new Set(node.uses("executionRoleArn").filter(({ type }) => type === role));
      const shared = node.uses("taskRoleArn").find((one) => starts.has(one));
      if (shared) return [{ node, says: `${shared.name} both starts the task and runs in it` }];
      const arn = node.known("taskRoleArn");
      const same = arn !== undefined && arn === node.known("executionRoleArn");
      return same ? [{ node, says: "taskRoleArn and executionRoleArn are the same" }] : [];
    }),
  examples: {
    pass: [
      [
        { type: role, name: "runs" },
        { type: role, name: "starts" },
        { type: taskDefinition, name: "task", uses: { taskRoleArn: ["runs"], executionRoleArn: ["starts"] } },
      ],
      [{ type: taskDefinition, name: "task" }],
    ],
    fail: [
      [
        { type: role, name: "both" },
        { type: taskDefinition, name: "task", uses: { taskRoleArn: ["both"], executionRoleArn: ["both"] } },
      ],
      [
        {
          type: taskDefinition,
          name: "task",
          props: {
            taskRoleArn: "arn:aws:iam::111122223333:role/both",
            executionRoleArn: "arn:aws:iam::111122223333:role/both",
          },
        },
      ],
    ],
  },
});
