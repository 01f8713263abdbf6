import { taskDefinition } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const taskRevisionsKept = resourceRule({
  id: "task-revisions-kept",
  title: "The release before this one can be run again at once",
  requirements: ["P17", "C21", "W10", "C08"],
  why: "Pulumi replaces a task definition by deregistering the old revision, which is the very one that a rollback needs.",
  fix: "Set skipDestroy: true.",
  judges: taskDefinition,
  findings: (task) => (task.skipDestroy === true ? [] : ["skipDestroy is not true"]),
  examples: {
    pass: [{ props: { skipDestroy: true } }],
    fail: [{ props: {} }, { props: { skipDestroy: false } }],
  },
});
