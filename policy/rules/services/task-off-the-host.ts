import { taskDefinition } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const taskOffTheHost = resourceRule({
  id: "task-off-the-host",
  title: "No task shares a network, a process table or memory with its host",
  requirements: ["C08"],
  controls: ["FSBP ECS.3", "CKV_AWS_335"],
  why: "A task with an address and a security group of its own can be let in by name; one on the host's network cannot.",
  fix: 'Set networkMode: "awsvpc" and leave pidMode and ipcMode out.',
  judges: taskDefinition,
  findings: (task) => [
    ...(task.networkMode === "awsvpc" ? [] : ["networkMode is not awsvpc"]),
    ...(task.pidMode === "host" ? ["pidMode is host"] : []),
    ...(task.ipcMode === "host" ? ["ipcMode is host"] : []),
  ],
  examples: {
    pass: [{ props: { networkMode: "awsvpc" } }, { props: { networkMode: "awsvpc", pidMode: "task" } }],
    fail: [
      { props: {} },
      { props: { networkMode: "host" } },
      { props: { networkMode: "bridge" } },
      { props: { networkMode: "awsvpc", pidMode: "host" } },
      { props: { networkMode: "awsvpc", ipcMode: "host" } },
    ],
  },
});
