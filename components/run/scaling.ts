import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";

export interface ScalingArgs {
  readonly place: Place;
  readonly cluster: pulumi.Input<string>;
  readonly service: pulumi.Input<string>;
  readonly scale: { readonly min: number; readonly max: number; readonly cpuPercent: number };
}

/**
 * Adds tasks quickly and takes them away slowly, by CPU alone: an interpreter that never returns memory would keep
 * a memory target from ever scaling in.
 */
export function scaling(
  name: string,
  { place, cluster, service, scale }: ScalingArgs,
  parent: pulumi.Resource,
): void {
  const target = new aws.appautoscaling.Target(
    `${name}-scaling`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${cluster}/${service}`,
      minCapacity: scale.min,
      maxCapacity: scale.max,
    },
    { parent },
  );
  new aws.appautoscaling.Policy(
    `${name}-scaling-cpu`,
    {
      name: `${place.prefix}-${name}-cpu`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: scale.cpuPercent,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    },
    { parent },
  );
}
