import { service } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const serviceWithoutShell = resourceRule({
  id: "service-without-shell",
  title: "Nobody can open a shell in a running task",
  requirements: ["G07", "C02"],
  controls: ["CKV_AWS_223"],
  why: "ECS Exec shows every secret in the task's environment to whoever may call it, and changes what was approved.",
  fix: "Leave enableExecuteCommand out or set it to false; do one-off work in a task of its own.",
  judges: service,
  findings: ({ enableExecuteCommand }) =>
    enableExecuteCommand === true ? ["enableExecuteCommand is true"] : [],
  examples: {
    pass: [{ props: {} }, { props: { enableExecuteCommand: false } }],
    fail: [{ props: { enableExecuteCommand: true } }],
  },
});
