import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Deploy, Shifting } from "../../config/shape/deploy.ts";

type Configuration = aws.types.input.ecs.ServiceDeploymentConfiguration;
type LifecycleHook = aws.types.input.ecs.ServiceDeploymentConfigurationLifecycleHook;

/** A function that a deployment waits for. */
export interface Hook {
  readonly stage: "PRE_SCALE_UP" | "POST_TEST_TRAFFIC_SHIFT";
  readonly functionArn: pulumi.Input<string>;
  /** Longest that it takes. */
  readonly minutes: number;
}

/** Numbers of minutes are texts to the provider. */
const minutes = (count: number): string => String(count);

/** How a release takes the place of the one before, in ECS's words (P16, K05). */
export function shifting(
  deploy: Shifting,
  hooks: readonly Hook[],
  hookRoleArn: pulumi.Input<string>,
): Configuration {
  const lifecycleHooks: LifecycleHook[] = hooks.map(({ stage, functionArn }) => ({
    targetType: "AWS_LAMBDA",
    hookTargetArn: functionArn,
    roleArn: hookRoleArn,
    lifecycleStages: [stage],
  }));
  if (deploy.approvalMinutes !== undefined)
    lifecycleHooks.push({
      targetType: "PAUSE",
      lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
      timeoutConfiguration: { timeoutInMinutes: minutes(deploy.approvalMinutes), action: "ROLLBACK" },
    });
  return {
    ...steps(deploy),
    bakeTimeInMinutes: minutes(deploy.bakeMinutes),
    lifecycleHooks,
  };
}

function steps(deploy: Shifting): Configuration {
  if (deploy.strategy === "canary")
    return {
      strategy: "CANARY",
      canaryConfiguration: {
        canaryPercent: deploy.percent,
        canaryBakeTimeInMinutes: minutes(deploy.stepMinutes),
      },
    };
  if (deploy.strategy === "linear")
    return {
      strategy: "LINEAR",
      linearConfiguration: {
        stepPercent: deploy.percent,
        stepBakeTimeInMinutes: minutes(deploy.stepMinutes),
      },
    };
  return { strategy: "BLUE_GREEN" };
}

/** How long a deployment may take altogether: its own waiting, its hooks, and an hour for tasks and AWS. */
export function patience(deploy: Deploy, hooks: readonly Pick<Hook, "minutes">[] = []): number {
  if (deploy.strategy === "rolling") return 30;
  const shifts =
    deploy.strategy === "blue-green"
      ? 0
      : deploy.strategy === "canary"
        ? deploy.stepMinutes
        : Math.ceil(100 / deploy.percent) * deploy.stepMinutes;
  const asked = hooks.reduce((sum, { minutes }) => sum + minutes, 0);
  return 60 + asked + shifts + deploy.bakeMinutes + (deploy.approvalMinutes ?? 0);
}
