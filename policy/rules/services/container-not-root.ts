import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

export const containerNotRoot = stackRule({
  id: "container-not-root",
  title: "No container runs as root",
  requirements: ["C08"],
  judges: taskDefinition,
  why: "A break-out from a root process starts as root. The image's own default cannot be seen from here, so the task says it.",
  fix: 'Set user to a uid above 0, for example "10001:10001".',
  findings: (stack) =>
    eachContainer(stack, ({ user }) => {
      if (!user) return ["no user is set, so the image decides"];
      const [uid = ""] = user.split(":");
      return /^0*$|^root$/.test(uid) || /:(?:0+|root)$/.test(user) ? [`runs as ${user}`] : [];
    }),
  examples: {
    pass: [[task({ user: "10001" })], [task({ user: "10001:10001" })], [task({ user: "app" })]],
    fail: [
      [task({})],
      [task({ user: "" })],
      [task({ user: "0" })],
      [task({ user: "root" })],
      [task({ user: "0:10001" })],
      [task({ user: "10001:0" })],
    ],
  },
});
