import { service } from "../../reading/aws-types.ts";
import { canary, shiftingService } from "../../reading/release-examples.ts";
import { paceOf, pauses } from "../../reading/release-times.ts";
import { shiftingServices } from "../../reading/releases.ts";
import { stackRule } from "../../rule.ts";

/** The provider's own, where the program sets none. */
const providersSeconds = 20 * 60;
const approval = (timeoutConfiguration?: object) => ({
  targetType: "PAUSE",
  lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
  timeoutConfiguration,
});
const deployed = (deployment: object, updateSeconds?: number) =>
  [
    {
      ...shiftingService({ deploymentConfiguration: { ...canary, lifecycleHooks: [], ...deployment } }),
      name: "api",
      uses: {},
      ...(updateSeconds && { updateSeconds }),
    },
  ] as const;

export const deploymentGivenTime = stackRule({
  id: "deployment-given-time",
  title: "An update waits until its deployment has come to an end",
  requirements: ["G16", "W04"],
  judges: service,
  why: "An engine that gives up in the middle calls a good release failed, and a release that is undone later was never reported.",
  fix: "Set customTimeouts.update to more than the minutes of all steps, bakes and pauses together, with time for hooks and tasks.",
  findings: (stack) =>
    shiftingServices(stack).flatMap((node) => {
      const { shifting, baking } = paceOf(node.known("deploymentConfiguration"));
      const needed = shifting + baking + pauses(node);
      const given = (node.updateSeconds ?? providersSeconds) / 60;
      return given > needed
        ? []
        : [{ node, says: `its update may take ${given} minutes, and its deployment waits for ${needed}` }];
    }),
  examples: {
    pass: [
      deployed({}, 3600),
      deployed({ bakeTimeInMinutes: "5" }),
      deployed({ lifecycleHooks: [approval({ timeoutInMinutes: "30" })] }, 3600),
      deployed(
        { strategy: "LINEAR", linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: "6" } },
        6000,
      ),
      [{ type: service, name: "worker" }],
    ],
    fail: [
      deployed({}),
      deployed({}, 1200),
      deployed({ lifecycleHooks: [approval({ timeoutInMinutes: "60" })] }, 3600),
      deployed({ lifecycleHooks: [approval()] }, 7200),
      deployed(
        { strategy: "LINEAR", linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: "6" } },
        3600,
      ),
    ],
  },
});
