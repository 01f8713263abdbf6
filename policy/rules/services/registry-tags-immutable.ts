import { repository } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const registryTagsImmutable = resourceRule({
  id: "registry-tags-immutable",
  title: "An image's tag cannot be moved to another image",
  requirements: ["C08"],
  controls: ["FSBP ECR.2", "CKV_AWS_51"],
  why: "People read tags in reports and at rollbacks; one that moved tells them a lie.",
  fix: 'Set imageTagMutability: "IMMUTABLE".',
  judges: repository,
  findings: ({ imageTagMutability }) =>
    imageTagMutability === "IMMUTABLE" ? [] : ["imageTagMutability is not IMMUTABLE"],
  examples: {
    pass: [{ props: { imageTagMutability: "IMMUTABLE" } }],
    fail: [{ props: {} }, { props: { imageTagMutability: "MUTABLE" } }],
  },
});
