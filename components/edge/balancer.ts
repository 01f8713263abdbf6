import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { ServedService } from "../../config/shape/services.ts";
import { admit, closedGroup, reach } from "../network/closed-group.ts";
import type { Place } from "../place.ts";
import { letPass } from "./let-pass.ts";
import { listeners, testPort } from "./listeners.ts";
import { priorityOf } from "./priority.ts";
import { conditionsOf, listenerRule, targetGroup } from "./route.ts";

export interface BalancerArgs {
  readonly place: Place;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly certificateArn: pulumi.Input<string>;
  readonly domain: Config["domain"];
  readonly hosts: readonly string[];
  readonly accessLogs: { readonly bucket: pulumi.Input<string> };
  /** The only addresses that may ask the test listener: a prefix list's id. */
  readonly testersId: pulumi.Input<string>;
}

/** One target group as an alarm names it. */
export interface WatchedGroup {
  readonly balancer: pulumi.Output<string>;
  readonly targetGroup: pulumi.Output<string>;
}

/** What a service needs to take traffic and ECS to shift it, and an alarm to watch it. */
export interface Route {
  readonly targetGroupArn: pulumi.Output<string>;
  readonly alternateTargetGroupArn: pulumi.Output<string>;
  readonly productionRuleArn: pulumi.Output<string>;
  readonly testRuleArn: pulumi.Output<string>;
  /** Either colour may serve; ECS says which does. */
  readonly watched: { readonly blue: WatchedGroup; readonly green: WatchedGroup };
}

/** The one public door: TLS only, and 404 for everything that no service has been given a route for (G05, P02). */
export class Balancer extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly groupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #group: aws.ec2.SecurityGroup;
  readonly #vpcId: pulumi.Input<string>;
  readonly #testListenerArn: pulumi.Output<string>;
  readonly #priorities = new Set<number>();

  constructor(name: string, args: BalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:edge:Balancer", name, {}, opts);
    const own = { parent: this };
    const { place, vpcId, domain, hosts, accessLogs } = args;
    this.#name = name;
    this.#vpcId = vpcId;

    this.#group = closedGroup(
      `${name}-group`,
      { vpcId, label: `${place.prefix}-balancer`, description: "The public door" },
      this,
    );
    const anywhere = { cidrIpv4: "0.0.0.0/0" };
    admit(`${name}-from-anywhere-443`, this.#group, anywhere, 443, "HTTPS from anywhere", this);
    admit(
      `${name}-from-anywhere-80`,
      this.#group,
      anywhere,
      80,
      "HTTP from anywhere, only to redirect",
      this,
    );

    const testers = { prefixListId: args.testersId };
    admit(
      `${name}-from-testers`,
      this.#group,
      testers,
      testPort,
      "Smoke tests, from the network's own addresses",
      this,
    );

    const balancer = new aws.lb.LoadBalancer(
      `${name}-balancer`,
      {
        name: place.prefix,
        loadBalancerType: "application",
        internal: false,
        ipAddressType: "ipv4",
        subnets: [...args.subnetIds],
        securityGroups: [this.#group.id],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "strictest",
        enableDeletionProtection: true,
        accessLogs: { bucket: accessLogs.bucket, prefix: "balancer", enabled: true },
      },
      own,
    );
    for (const host of hosts)
      new aws.route53.Record(
        `${name}-dns-${host}`,
        {
          zoneId: domain.zoneId,
          name: host,
          type: "A",
          aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
        },
        own,
      );

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.groupId = this.#group.id;
    const { users, tests } = listeners(
      name,
      { balancerArn: balancer.arn, certificateArn: args.certificateArn },
      this,
    );
    this.listenerArn = users;
    this.#testListenerArn = tests;
    this.registerOutputs({
      arn: this.arn,
      arnSuffix: this.arnSuffix,
      dnsName: this.dnsName,
      listenerArn: this.listenerArn,
      groupId: this.groupId,
    });
  }

  /** Forwards a host's paths to one service, whose health it asks for itself (C11, P08). */
  route(id: string, settings: ServedService): Route {
    const place = { vpcId: this.#vpcId, name: `${this.#name}-${id}` };
    const groups = {
      blue: targetGroup("blue", settings, place, this),
      green: targetGroup("green", settings, place, this),
    };
    const made = {
      conditions: conditionsOf(settings),
      priority: priorityOf(id, settings.routes, this.#priorities),
      groups: [groups.blue.arn, groups.green.arn],
    };
    const tokens = settings.kind === "api" ? settings.surface.jwt : undefined;
    const users = listenerRule(
      `${this.#name}-to-${id}`,
      this.listenerArn,
      { ...made, ...(tokens && { tokens }) },
      this,
    );
    if (settings.kind === "api" && tokens)
      letPass(
        this.#name,
        {
          ...{ id, settings, listenerArn: this.listenerArn, groups: made.groups },
          ...{ priorities: this.#priorities, group: this.#group },
        },
        this,
      );
    const tests = listenerRule(`${this.#name}-test-to-${id}`, this.#testListenerArn, made, this);
    // ECS takes a target group only once a listener forwards to it: hence through the rule.
    const routed = ({ arn }: aws.lb.TargetGroup) => pulumi.all([arn, users.arn]).apply(([one]) => one);
    const watched = ({ arnSuffix }: aws.lb.TargetGroup) => ({
      balancer: this.arnSuffix,
      targetGroup: arnSuffix,
    });
    return {
      targetGroupArn: routed(groups.blue),
      alternateTargetGroupArn: routed(groups.green),
      productionRuleArn: users.arn,
      testRuleArn: tests.arn,
      watched: { blue: watched(groups.blue), green: watched(groups.green) },
    };
  }

  /** Lets it talk to one service, on the one port that it serves. */
  reach(id: string, groupId: pulumi.Input<string>, port: number): void {
    const to = { referencedSecurityGroupId: groupId };
    reach(`${this.#name}-reaches-${id}`, this.#group, to, port, `Requests and health checks to ${id}`, this);
  }
}
