import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task, taskWith } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

export const environmentFilled = stackRule({
  id: "environment-filled",
  title: "No variable is empty, and none is given twice",
  requirements: ["G09", "W03"],
  judges: taskDefinition,
  why: "An empty variable counts as set for the program that looks whether it is; of one given twice, nobody knows which holds.",
  fix: "Give each variable one value, either under environment or under secrets, or leave it out.",
  findings: (stack) =>
    eachContainer(stack, ({ environment = [], secrets = [] }) => {
      const names = [...environment, ...secrets].map(({ name }) => name);
      return [
        ...environment.flatMap(({ name, value }) =>
          typeof value === "string" && value.trim() === "" ? [`${name} is empty`] : [],
        ),
        ...[...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map(
          (name) => `${name} is given twice`,
        ),
      ];
    }),
  examples: {
    pass: [
      taskWith({ LOG_FORMAT: "json" }),
      [task({ environment: [{ name: "A", value: "1" }], secrets: [{ name: "B" }] })],
    ],
    fail: [
      taskWith({ LOG_FORMAT: "" }),
      taskWith({ LOG_FORMAT: "  " }),
      [task({ environment: [{ name: "A", value: "1" }], secrets: [{ name: "A" }] })],
      [
        task({
          environment: [
            { name: "A", value: "1" },
            { name: "A", value: "2" },
          ],
        }),
      ],
    ],
  },
});
