import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

export const containerUnprivileged = stackRule({
  id: "container-unprivileged",
  title: "Every container gives up all Linux capabilities",
  requirements: ["C08"],
  controls: ["FSBP ECS.4", "CKV_AWS_334"],
  judges: taskDefinition,
  why: "A web process on a high port needs none of them; each one kept is a way to the host.",
  fix: 'Leave privileged out and set linuxParameters.capabilities.drop: ["ALL"] with nothing added.',
  findings: (stack) =>
    eachContainer(stack, ({ privileged, linuxParameters }) => {
      const { add = [], drop = [] } = linuxParameters?.capabilities ?? {};
      return [
        ...(privileged === true ? ["is privileged"] : []),
        ...(add.length > 0 ? [`adds the capabilities ${add.join(", ")}`] : []),
        ...(drop.includes("ALL") ? [] : ["does not drop ALL capabilities"]),
      ];
    }),
  examples: {
    pass: [[task({ linuxParameters: { capabilities: { drop: ["ALL"] } } })]],
    fail: [
      [task({})],
      [task({ privileged: true, linuxParameters: { capabilities: { drop: ["ALL"] } } })],
      [task({ linuxParameters: { capabilities: { drop: ["ALL"], add: ["SYS_PTRACE"] } } })],
      [task({ linuxParameters: { capabilities: { drop: ["NET_RAW"] } } })],
    ],
  },
});
