import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ApiService } from "../../config/shape/services.ts";
import { reach } from "../network/closed-group.ts";
import { priorityOf } from "./priority.ts";
import { listenerRule, type RuleArgs } from "./route.ts";
import { foremost, passing } from "./verified.ts";

export interface LetPassArgs {
  readonly id: string;
  readonly settings: ApiService;
  readonly listenerArn: pulumi.Input<string>;
  readonly groups: RuleArgs["groups"];
  readonly priorities: Set<number>;
  /** The balancer's own, which must reach the keys that tokens are signed with. */
  readonly group: aws.ec2.SecurityGroup;
}

/** Forwards what needs no token of a service whose tokens the balancer verifies, and lets it ask for their keys. */
export function letPass(name: string, args: LetPassArgs, parent: pulumi.Resource): void {
  const { id, settings, listenerArn, groups, priorities, group } = args;
  for (const [at, conditions] of passing(settings).entries()) {
    const priority = priorityOf(`${id}-open-${at + 1}`, foremost, priorities);
    listenerRule(`${name}-to-${id}-open-${at + 1}`, listenerArn, { conditions, priority, groups }, parent);
  }
  const anywhere = { cidrIpv4: "0.0.0.0/0" };
  reach(`${name}-reaches-keys-of-${id}`, group, anywhere, 443, `Keys of the tokens of ${id}`, parent);
}
