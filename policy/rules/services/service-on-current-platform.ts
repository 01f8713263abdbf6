import { service } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const serviceOnCurrentPlatform = resourceRule({
  id: "service-on-current-platform",
  title: "Every service runs on a Fargate platform that is still patched",
  requirements: ["C08"],
  controls: ["FSBP ECS.10", "CKV_AWS_332"],
  why: "Old platform versions get no fixes and lack what a task needs, such as secrets by JSON key.",
  fix: 'Leave platformVersion out, or set it to "LATEST" or "1.4.0".',
  judges: service,
  findings: ({ platformVersion = "LATEST" }) =>
    ["LATEST", "1.4.0"].includes(platformVersion) ? [] : [`platformVersion is ${platformVersion}`],
  examples: {
    pass: [{ props: {} }, { props: { platformVersion: "LATEST" } }, { props: { platformVersion: "1.4.0" } }],
    fail: [{ props: { platformVersion: "1.3.0" } }],
  },
});
