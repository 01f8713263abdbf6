import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { type Pause, pauseTags } from "./pause.ts";

export interface ScaledArgs {
  readonly place: Place;
  readonly cluster: pulumi.Input<string>;
  readonly service: pulumi.Input<string>;
  readonly scale: { readonly min: number; readonly max: number };
  /** While it holds, no task runs; what moves their number stays as it is. */
  readonly paused?: Pause;
}

export interface ScalingArgs extends ScaledArgs {
  readonly scale: ScaledArgs["scale"] & { readonly cpuPercent: number };
}

export type Tracking = aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;

/**
 * Adds tasks quickly and takes them away slowly, by CPU alone: an interpreter that never returns memory would keep
 * a memory target from ever scaling in.
 */
export function scaling(name: string, args: ScalingArgs, parent: pulumi.Resource): void {
  const cpu = {
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    targetValue: args.scale.cpuPercent,
    scaleOutCooldown: 60,
    scaleInCooldown: 300,
  };
  tracked(name, args, { cpu }, parent);
}

/**
 * Moves the number of tasks so that every policy's metric stays at its target. Where policies differ, the one that asks
 * for most tasks wins (Application Auto Scaling, "Multiple scaling policies").
 */
export function tracked(
  name: string,
  { place, cluster, service, scale, paused }: ScaledArgs,
  policies: Readonly<Record<string, Tracking>>,
  parent: pulumi.Resource,
): void {
  const target = new aws.appautoscaling.Target(
    `${name}-scaling`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${cluster}/${service}`,
      minCapacity: paused ? 0 : scale.min,
      maxCapacity: paused ? 0 : scale.max,
      ...(paused && { tags: pauseTags(paused) }),
    },
    { parent },
  );
  for (const [kind, targetTrackingScalingPolicyConfiguration] of Object.entries(policies))
    new aws.appautoscaling.Policy(
      `${name}-scaling-${kind}`,
      {
        name: `${place.prefix}-${name}-${kind}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration,
      },
      { parent },
    );
}
