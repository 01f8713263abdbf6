import { service } from "../../reading/aws-types.ts";
import { asksAt } from "../../reading/hooks.ts";
import { asks, canary, release, shiftingService } from "../../reading/release-examples.ts";
import { shiftingServices } from "../../reading/releases.ts";
import { stackRule } from "../../rule.ts";

const stage = "POST_TEST_TRAFFIC_SHIFT";
const hooked = (...lifecycleHooks: readonly object[]) =>
  release({ api: shiftingService({ deploymentConfiguration: { ...canary, lifecycleHooks } }) });

export const smokeGatesRelease = stackRule({
  id: "smoke-gates-release",
  title: "No user meets a release that its smoke test has not passed",
  requirements: ["W04", "G16"],
  judges: service,
  why: "A check that runs after the traffic has moved finds out from the users; a person who should run it is asleep.",
  fix: `Add a lifecycle hook of targetType AWS_LAMBDA at ${stage}, whose function asks the declared paths on the test listener.`,
  findings: (stack) =>
    shiftingServices(stack)
      .filter((node) => !asksAt(node, stage))
      .map((node) => ({ node, says: `no function is asked at ${stage}` })),
  examples: {
    pass: [
      release(),
      hooked({ hookTargetArn: "arn", roleArn: "arn", lifecycleStages: ["POST_SCALE_UP", stage] }),
      [{ type: service, name: "worker" }],
    ],
    fail: [hooked(), hooked(asks("PRE_SCALE_UP")), hooked({ targetType: "PAUSE", lifecycleStages: [stage] })],
  },
});
