import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Deploy, Shifting } from "../../config/shape/deploy.ts";
import type { Service } from "../../config/shape/services.ts";
import type { Route } from "../edge/balancer.ts";
import type { Delivery } from "./delivery.ts";

type Configuration = aws.types.input.ecs.ServiceDeploymentConfiguration;
type LifecycleHook = aws.types.input.ecs.ServiceDeploymentConfigurationLifecycleHook;

/** A function that a deployment waits for. */
export interface Hook {
  readonly stage: "PRE_SCALE_UP" | "POST_TEST_TRAFFIC_SHIFT";
  readonly functionArn: pulumi.Input<string>;
  /** Longest that it takes. */
  readonly minutes: number;
}

/** For what is served: its place behind the balancer, the alarms that undo a deployment, and what it waits for. */
export interface Served {
  readonly route: Route;
  readonly undoOn: readonly pulumi.Input<string>[];
  readonly hooks: readonly Hook[];
  readonly delivery: Delivery;
}

/**
 * How a release takes the place of the one before: shifted between two groups of targets, or task by task. What ECS does
 * not get is said in so many words: the provider leaves as it was what a change of strategy merely leaves out.
 */
export function deployed(
  settings: Service,
  container: string,
  served: Served | undefined,
): Partial<aws.ecs.ServiceArgs> {
  if (!served || !("port" in settings)) return { deploymentCircuitBreaker: undoneByTasks(true) };
  const { route, undoOn, hooks, delivery } = served;
  const { deploy, health, port } = settings;
  const isRolling = deploy.strategy === "rolling";
  return {
    // ECS takes a circuit breaker for rolling deployments alone (API reference, "DeploymentConfiguration").
    deploymentCircuitBreaker: undoneByTasks(isRolling),
    deploymentConfiguration: isRolling
      ? { strategy: "ROLLING" }
      : shifting(deploy, hooks, delivery.hookRoleArn),
    alarms: { enable: true, rollback: true, alarmNames: [...undoOn] },
    healthCheckGracePeriodSeconds: health.graceSeconds,
    loadBalancers: [
      {
        containerName: container,
        containerPort: port,
        targetGroupArn: route.targetGroupArn,
        // For whichever strategy: only so does ECS know, when another is chosen, which group the traffic is at ("Update
        // the deployment strategy from rolling update to Amazon ECS blue/green", and the way back).
        advancedConfiguration: {
          alternateTargetGroupArn: route.alternateTargetGroupArn,
          productionListenerRule: route.productionRuleArn,
          testListenerRule: route.testRuleArn,
          roleArn: delivery.shiftRoleArn,
        },
      },
    ],
  };
}

const undoneByTasks = (are: boolean) => ({ enable: are, rollback: are });

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

/** The longest that a deployment of a service takes: who waits for it waits so long, and not for ever. */
export const rolloutMinutes = (settings: Service, hooks: readonly Pick<Hook, "minutes">[] = []): number =>
  "deploy" in settings ? patience(settings.deploy, hooks) : taskByTask;

const taskByTask = 30;

/** How long a deployment may take altogether: its own waiting, its hooks, and an hour for tasks and AWS. */
export function patience(deploy: Deploy, hooks: readonly Pick<Hook, "minutes">[] = []): number {
  if (deploy.strategy === "rolling") return taskByTask;
  const shifts =
    deploy.strategy === "blue-green"
      ? 0
      : deploy.strategy === "canary"
        ? deploy.stepMinutes
        : Math.ceil(100 / deploy.percent) * deploy.stepMinutes;
  const asked = hooks.reduce((sum, { minutes }) => sum + minutes, 0);
  return 60 + asked + shifts + deploy.bakeMinutes + (deploy.approvalMinutes ?? 0);
}
