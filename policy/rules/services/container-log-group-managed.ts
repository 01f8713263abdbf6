import { logGroup, taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

const to = (group: string) =>
  task({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": group } } });

export const containerLogGroupManaged = stackRule({
  id: "container-log-group-managed",
  title: "Every log group that a container writes to belongs to the stack",
  requirements: ["C15", "C18"],
  judges: taskDefinition,
  why: "A group that nobody declares is made by AWS at the first line, unencrypted by our key and kept for ever.",
  fix: "Declare a cloudwatch.LogGroup of that name with retention and key, and leave awslogs-create-group out.",
  findings: (stack) => {
    const declared = new Set(stack.all(logGroup).map((group) => group.known("name")));
    return eachContainer(stack, ({ logConfiguration }) => {
      const group = logConfiguration?.options?.["awslogs-group"];
      return [
        ...(group !== undefined && !declared.has(group)
          ? [`the log group ${group} is not in the stack`]
          : []),
        ...(logConfiguration?.options?.["awslogs-create-group"] === "true"
          ? ["may create log groups itself"]
          : []),
      ];
    });
  },
  examples: {
    pass: [[to("/shop/api"), { type: logGroup, name: "api-logs", props: { name: "/shop/api" } }], [task({})]],
    fail: [
      [to("/shop/api")],
      [to("/shop/api"), { type: logGroup, name: "other-logs", props: { name: "/shop/other" } }],
      [
        task({
          logConfiguration: {
            logDriver: "awslogs",
            options: { "awslogs-group": "/shop/api", "awslogs-create-group": "true" },
          },
        }),
        { type: logGroup, name: "api-logs", props: { name: "/shop/api" } },
      ],
    ],
  },
});
