import { service } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

const paused = (change: object) => ({
  props: {
    deploymentConfiguration: {
      lifecycleHooks: [
        {
          targetType: "PAUSE",
          lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
          timeoutConfiguration: { timeoutInMinutes: "60", action: "ROLLBACK" },
          ...change,
        },
      ],
    },
  },
});
type Pause = {
  readonly targetType?: string;
  readonly lifecycleStages?: readonly string[];
  readonly timeoutConfiguration?: { readonly timeoutInMinutes?: string; readonly action?: string };
};

export const hookPausesEnd = resourceRule({
  id: "hook-pauses-end",
  title: "A release that nobody approves is taken back",
  requirements: ["P16", "K17"],
  judges: service,
  why: "A pause that goes on by itself is no approval, and one without an end of its own keeps two releases side by side for a day.",
  fix: 'Give each PAUSE hook a timeoutConfiguration { timeoutInMinutes, action: "ROLLBACK" }, at another stage than TEST_TRAFFIC_SHIFT and PRODUCTION_TRAFFIC_SHIFT.',
  findings: ({ deploymentConfiguration }) => {
    const hooks: readonly Pause[] = deploymentConfiguration?.lifecycleHooks ?? [];
    return hooks
      .filter(({ targetType }) => targetType === "PAUSE")
      .flatMap(({ lifecycleStages = [], timeoutConfiguration: { timeoutInMinutes, action } = {} }) => [
        ...(Number(timeoutInMinutes) > 0 ? [] : ["a pause has no timeoutInMinutes"]),
        ...(action === "ROLLBACK" ? [] : ["a pause does not end in ROLLBACK"]),
        ...lifecycleStages
          .filter((stage) => stage === "TEST_TRAFFIC_SHIFT" || stage === "PRODUCTION_TRAFFIC_SHIFT")
          .map((stage) => `ECS takes no pause at ${stage}`),
      ]);
  },
  examples: {
    pass: [
      paused({}),
      paused({ targetType: "AWS_LAMBDA", timeoutConfiguration: undefined }),
      { props: {} },
      { props: { deploymentConfiguration: { strategy: "ROLLING" } } },
    ],
    fail: [
      paused({ timeoutConfiguration: undefined }),
      paused({ timeoutConfiguration: { action: "ROLLBACK" } }),
      paused({ timeoutConfiguration: { timeoutInMinutes: "60" } }),
      paused({ timeoutConfiguration: { timeoutInMinutes: "60", action: "CONTINUE" } }),
      paused({ lifecycleStages: ["PRODUCTION_TRAFFIC_SHIFT"] }),
    ],
  },
});
