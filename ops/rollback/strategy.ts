import type { DeploymentConfiguration } from "@aws-sdk/client-ecs";
import type { Deploy, Shifting } from "../../config/shape/deploy.ts";

/** What a deployment's steps are, apart from hooks, alarms and numbers of tasks. */
type Steps = Pick<
  DeploymentConfiguration,
  "strategy" | "bakeTimeInMinutes" | "canaryConfiguration" | "linearConfiguration"
>;

/** Services with two target groups, between which ECS moves traffic. */
export const isShifting = ({ strategy }: DeploymentConfiguration): boolean =>
  strategy !== undefined && strategy !== "ROLLING";

/**
 * For one deployment: all traffic at once as soon as the smoke test is good, as an emergency does not wait at 5 %. Who
 * typed `--yes` has approved it, so that no pause is left; functions and alarms stay.
 */
export function emergency(live: DeploymentConfiguration, watchMinutes: number): DeploymentConfiguration {
  const { canaryConfiguration: _, linearConfiguration: __, lifecycleHooks = [], ...rest } = live;
  return {
    ...rest,
    strategy: "BLUE_GREEN",
    bakeTimeInMinutes: watchMinutes,
    lifecycleHooks: lifecycleHooks.filter(({ targetType }) => targetType !== "PAUSE"),
  };
}

/**
 * What is put back afterwards: what is there now, unless an earlier run ended before it could put back; then the steps
 * that the stack file declares.
 */
export function declared(live: DeploymentConfiguration, deploy: Deploy | undefined): DeploymentConfiguration {
  if (deploy === undefined || deploy.strategy === "rolling") return live;
  const steps = stepsOf(deploy);
  if (live.strategy === steps.strategy && live.bakeTimeInMinutes === steps.bakeTimeInMinutes) return live;
  const { canaryConfiguration: _, linearConfiguration: __, lifecycleHooks = [], ...rest } = live;
  const functions = lifecycleHooks.filter(({ targetType }) => targetType !== "PAUSE");
  return { ...rest, ...steps, lifecycleHooks: [...functions, ...pauseOf(deploy)] };
}

function stepsOf(deploy: Shifting): Steps {
  const bakeTimeInMinutes = deploy.bakeMinutes;
  if (deploy.strategy === "blue-green") return { strategy: "BLUE_GREEN", bakeTimeInMinutes };
  const { percent, stepMinutes } = deploy;
  return deploy.strategy === "canary"
    ? {
        strategy: "CANARY",
        bakeTimeInMinutes,
        canaryConfiguration: { canaryPercent: percent, canaryBakeTimeInMinutes: stepMinutes },
      }
    : {
        strategy: "LINEAR",
        bakeTimeInMinutes,
        linearConfiguration: { stepPercent: percent, stepBakeTimeInMinutes: stepMinutes },
      };
}

const pauseOf = ({ approvalMinutes }: Shifting): NonNullable<DeploymentConfiguration["lifecycleHooks"]> =>
  approvalMinutes === undefined
    ? []
    : [
        {
          targetType: "PAUSE",
          lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
          timeoutConfiguration: { timeoutInMinutes: approvalMinutes, action: "ROLLBACK" },
        },
      ];
