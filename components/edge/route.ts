import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServedService } from "../../config/shape/services.ts";
import type { Surface } from "../../config/shape/surface.ts";
import type { Conditions } from "./verified.ts";

/**
 * Of a group, not of what is in it: ECS registers each task with the container's own port. A group cannot change its port,
 * and one that had to be replaced would stand in no rule, since the rules' groups are left to ECS.
 */
const anyPort = 80;

/** One of the groups of tasks that a service's requests go to. AWS ends its name: the service's own may be too long for it. */
export const targetGroup = (
  colour: "blue" | "green",
  { health, longestRequestSeconds }: ServedService,
  place: { readonly name: string; readonly vpcId: pulumi.Input<string> },
  parent: pulumi.Resource,
): aws.lb.TargetGroup =>
  new aws.lb.TargetGroup(
    `${place.name}-${colour}`,
    {
      vpcId: place.vpcId,
      namePrefix: `${colour}-`,
      tags: { Name: `${place.name}-${colour}` },
      targetType: "ip",
      protocol: "HTTP",
      port: anyPort,
      deregistrationDelay: longestRequestSeconds, // a task that leaves finishes what it has begun
      healthCheck: {
        path: health.path,
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    },
    // Before there were two, the one was called after its service alone.
    { parent, ...(colour === "blue" && { aliases: [{ name: place.name }] }) },
  );

export const conditionsOf = ({ host, routes }: ServedService): Conditions => [
  { hostHeader: { values: [host] } },
  { pathPattern: { values: [...routes] } },
];

export interface RuleArgs {
  readonly conditions: Conditions;
  readonly priority: number;
  readonly groups: readonly pulumi.Output<string>[];
  /** Whose tokens are let through. ECS moves no traffic of such a rule, so the program keeps its actions. */
  readonly tokens?: NonNullable<Surface["jwt"]>;
}

/**
 * Forwards to two groups, all to the first until ECS says otherwise. From then on the weights are ECS's, and the program
 * never names them again: at the wrong moment it would send everybody to a group without tasks. A service that is
 * deployed by `rolling` has both as well, so that another strategy needs no new rule.
 */
export const listenerRule = (
  name: string,
  listenerArn: pulumi.Input<string>,
  { conditions, priority, groups, tokens }: RuleArgs,
  parent: pulumi.Resource,
): aws.lb.ListenerRule => {
  const forward = {
    type: "forward",
    forward: { targetGroups: groups.map((arn, at) => ({ arn, weight: at === 0 ? 100 : 0 })) },
  };
  const verified = tokens && {
    type: "jwt-validation",
    order: 1,
    jwtValidation: { issuer: tokens.issuer, jwksEndpoint: tokens.jwks },
  };
  return new aws.lb.ListenerRule(
    name,
    {
      listenerArn,
      priority,
      conditions: [...conditions],
      actions: verified ? [verified, { ...forward, order: 2 }] : [forward],
    },
    { parent, ignoreChanges: verified ? [] : ["actions"] },
  );
};
