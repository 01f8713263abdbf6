import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

export const containerRootReadOnly = stackRule({
  id: "container-root-read-only",
  title: "No container can change its own image's files",
  requirements: ["C08"],
  controls: ["FSBP ECS.5", "CKV_AWS_336"],
  judges: taskDefinition,
  why: "What an intruder cannot write, he cannot run; and a task that changes itself is no longer the image that was approved.",
  fix: "Set readonlyRootFilesystem: true and mount a volume where the program must write.",
  findings: (stack) =>
    eachContainer(stack, (container) =>
      container.readonlyRootFilesystem === true ? [] : ["readonlyRootFilesystem is not true"],
    ),
  examples: {
    pass: [[task({ readonlyRootFilesystem: true })]],
    fail: [[task({})], [task({ readonlyRootFilesystem: false })]],
  },
});
