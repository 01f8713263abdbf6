import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

const digest = `app@sha256:${"3d2f9a0c".repeat(8)}`;

export const imagePinnedByDigest = stackRule({
  id: "image-pinned-by-digest",
  title: "Every container runs exactly the image that was approved",
  requirements: ["C08", "P17"],
  judges: taskDefinition,
  why: "A tag can move between the approval, the deployment and the rollback; a digest names one image for ever.",
  fix: "Give the image as repository@sha256:<64 hex digits>.",
  findings: (stack) =>
    eachContainer(stack, ({ image }) => {
      if (image === undefined) return ["its image is not known before deploy"];
      return /^[^\s@]+@sha256:[0-9a-f]{64}$/.test(image) ? [] : [`image ${image} is not pinned by digest`];
    }),
  examples: {
    pass: [
      [task({ image: digest })],
      [
        { type: "any:component:Task", name: "api", props: { containers: [{ name: "api", image: digest }] } },
        { type: taskDefinition, name: "api-task", parent: "api", props: {} },
      ],
    ],
    fail: [
      [task({})],
      [task({ image: "app:1.4.2" })],
      [task({ image: "app:latest" })],
      [task({ image: "app@sha256:3d2f9a0c" })],
      [{ type: taskDefinition, name: "api-task", props: {} }],
    ],
  },
});
