import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

export const containerStopsGracefully = stackRule({
  id: "container-stops-gracefully",
  title: "Every container is given time to finish its work, and a limit",
  requirements: ["G16", "C20", "P04"],
  judges: taskDefinition,
  why: "Each deployment stops tasks. The 30 s that ECS gives by default cut longer requests and jobs in two, and nobody chose them.",
  fix: "Set stopTimeout to the longest request or job, 120 s at most (the limit on Fargate).",
  findings: (stack) =>
    eachContainer(stack, ({ stopTimeout }) => {
      if (typeof stopTimeout !== "number") return ["no stopTimeout is set"];
      return stopTimeout >= 2 && stopTimeout <= 120
        ? []
        : [`stopTimeout ${stopTimeout} is not between 2 and 120`];
    }),
  examples: {
    pass: [[task({ stopTimeout: 60 })]],
    fail: [[task({})], [task({ stopTimeout: 0 })], [task({ stopTimeout: 600 })]],
  },
});
