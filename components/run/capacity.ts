import type * as aws from "@pulumi/aws";
import type { Service } from "../../config/shape/services.ts";

type Strategy = aws.types.input.ecs.ServiceCapacityProviderStrategy;

/** Where tasks run: the least number always on capacity that AWS does not take back, a share of the rest on spare capacity. */
export function capacityOf(settings: Service): Strategy[] {
  const spot = "spotPercent" in settings ? settings.spotPercent : 0;
  if (spot === 0) return [{ capacityProvider: "FARGATE", base: 1, weight: 1 }];
  const base = "scale" in settings ? settings.scale.min : 1;
  return [
    { capacityProvider: "FARGATE", base, weight: 100 - spot },
    { capacityProvider: "FARGATE_SPOT", weight: spot },
  ];
}
