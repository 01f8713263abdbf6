import { service } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const tasksCarryTags = resourceRule({
  id: "tasks-carry-tags",
  title: "Every running task says whose it is",
  requirements: ["G15", "C22"],
  judges: service,
  why: "Tasks are what costs, and what a person on call sees; a provider's default tags do not reach them by themselves.",
  fix: 'Set propagateTags: "SERVICE" (or "TASK_DEFINITION").',
  findings: ({ propagateTags }) =>
    ["SERVICE", "TASK_DEFINITION"].includes(propagateTags)
      ? []
      : ["propagateTags is not set, so its tasks have no tags"],
  examples: {
    pass: [{ props: { propagateTags: "SERVICE" } }, { props: { propagateTags: "TASK_DEFINITION" } }],
    fail: [{ props: {} }, { props: { propagateTags: "NONE" } }],
  },
});
