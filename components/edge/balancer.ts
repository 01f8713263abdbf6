import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { ServedService } from "../../config/shape/services.ts";
import { admit, closedGroup, reach } from "../network/closed-group.ts";
import type { Place } from "../place.ts";
import { listeners } from "./listeners.ts";
import { priorityOf } from "./priority.ts";

export interface BalancerArgs {
  readonly place: Place;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly certificateArn: pulumi.Input<string>;
  readonly domain: Config["domain"];
  readonly hosts: readonly string[];
  readonly accessLogs: { readonly bucket: pulumi.Input<string> };
}

/** What a service needs to take traffic, and an alarm to watch it. */
export interface Route {
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroup: pulumi.Output<string>;
  readonly balancer: pulumi.Output<string>;
}

/** The one public door: TLS only, and 404 for everything that no service has been given a route for (G05, P02). */
export class Balancer extends pulumi.ComponentResource {
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly groupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #group: aws.ec2.SecurityGroup;
  readonly #vpcId: pulumi.Input<string>;
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

    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.groupId = this.#group.id;
    this.listenerArn = listeners(
      name,
      { balancerArn: balancer.arn, certificateArn: args.certificateArn },
      this,
    );
    this.registerOutputs({
      arnSuffix: this.arnSuffix,
      dnsName: this.dnsName,
      listenerArn: this.listenerArn,
      groupId: this.groupId,
    });
  }

  /** Forwards a host's paths to one service, whose health it asks for itself (C11, P08). */
  route(id: string, { host, routes, port, health }: ServedService): Route {
    // Without a name of its own, so that a change of port can bring up the successor beside it.
    const targets = new aws.lb.TargetGroup(
      `${this.#name}-${id}`,
      {
        vpcId: this.#vpcId,
        targetType: "ip",
        protocol: "HTTP",
        port,
        deregistrationDelay: 30,
        healthCheck: {
          path: health.path,
          matcher: "200",
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
      { parent: this },
    );
    const rule = new aws.lb.ListenerRule(
      `${this.#name}-to-${id}`,
      {
        listenerArn: this.listenerArn,
        priority: priorityOf(id, routes, this.#priorities),
        conditions: [{ hostHeader: { values: [host] } }, { pathPattern: { values: [...routes] } }],
        actions: [{ type: "forward", targetGroupArn: targets.arn }],
      },
      { parent: this },
    );
    return {
      // ECS takes a target group only once a listener forwards to it: hence through the rule.
      targetGroupArn: pulumi.all([targets.arn, rule.arn]).apply(([arn]) => arn),
      targetGroup: targets.arnSuffix,
      balancer: this.arnSuffix,
    };
  }

  /** Lets it talk to one service, on the one port that it serves. */
  reach(id: string, groupId: pulumi.Input<string>, port: number): void {
    const to = { referencedSecurityGroupId: groupId };
    reach(`${this.#name}-reaches-${id}`, this.#group, to, port, `Requests and health checks to ${id}`, this);
  }
}
