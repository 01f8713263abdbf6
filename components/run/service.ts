import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Service as Settings } from "../../config/shape/services.ts";
import type { Route } from "../edge/balancer.ts";
import { admit, closedGroup, reach } from "../network/closed-group.ts";
import type { Place } from "../place.ts";
import { capacityOf } from "./capacity.ts";
import type { Delivery } from "./delivery.ts";
import { type Hook, patience, shifting } from "./deployment.ts";
import { queueScaling } from "./queue-scaling.ts";
import { scaling } from "./scaling.ts";
import { type Connected, serviceConnect } from "./service-connect.ts";
import type { Task } from "./task.ts";

export interface ServiceArgs {
  readonly place: Place;
  readonly settings: Settings;
  readonly task: Task;
  readonly cluster: { readonly arn: pulumi.Input<string>; readonly name: pulumi.Input<string> };
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** For what is served: its place behind the balancer, the alarms that undo a deployment, and what it waits for. */
  readonly served?: {
    readonly route: Route;
    readonly undoOn: readonly pulumi.Input<string>[];
    readonly hooks: readonly Hook[];
    readonly delivery: Delivery;
  };
  /** Where it calls other services, or they call it. */
  readonly connected?: Connected;
  /** Must have been deployed before it: the service whose deployment migrates the database. */
  readonly after: readonly pulumi.Resource[];
}

/** Keeps tasks running, replaces them without a gap, and goes back by itself when the new ones do not hold (P17). */
export class Service extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly groupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #group: aws.ec2.SecurityGroup;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Service", name, {}, opts);
    const { place, settings, task, cluster } = args;
    const scale = "scale" in settings ? settings.scale : undefined;
    this.#name = name;

    this.#group = closedGroup(
      `${name}-group`,
      {
        vpcId: args.vpcId,
        label: `${place.prefix}-${name}`,
        description: `What may reach ${name}, and what it may`,
      },
      this,
    );
    for (const { to, port, why } of waysOut(settings))
      reach(
        `${name}-reaches-${to === anywhere && port === 443 ? "https" : `${to}-${port}`}`,
        this.#group,
        { cidrIpv4: to },
        port,
        why,
        this,
      );

    const service = new aws.ecs.Service(
      `${name}-service`,
      {
        name,
        cluster: cluster.arn,
        taskDefinition: task.arn,
        desiredCount: scale?.min ?? 1,
        capacityProviderStrategies: capacityOf(settings),
        platformVersion: "LATEST",
        networkConfiguration: {
          subnets: [...args.subnetIds],
          securityGroups: [this.#group.id],
          assignPublicIp: false,
        },
        ...(scale ? overlapping : alone),
        deploymentController: { type: "ECS" },
        ...deployed(settings, args),
        ...(args.connected && {
          serviceConnectConfiguration: serviceConnect(name, args.connected, {
            group: task.logGroup,
            region: place.region,
          }),
        }),
        enableExecuteCommand: false,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        tags: { "service-kind": settings.kind },
        waitForSteadyState: true, // else a deployment that rolls back would report success
        sigintRollback: true,
      },
      {
        parent: this,
        dependsOn: [...args.after],
        // Autoscaling owns the number of tasks; the program would take it back to the minimum at every deploy.
        ignoreChanges: scale ? ["desiredCount"] : [],
        customTimeouts: timeouts(settings, args.served?.hooks),
      },
    );
    if ("scale" in settings) {
      const scaled = { place, cluster: cluster.name, service: service.name };
      if (settings.kind === "worker")
        queueScaling(name, { ...scaled, scale: settings.scale, jobs: settings.jobs }, this);
      else scaling(name, { ...scaled, scale: settings.scale }, this);
    }

    this.name = service.name;
    this.groupId = this.#group.id;
    this.registerOutputs({ name: this.name, groupId: this.groupId });
  }

  /** Lets one client in, on the port that the service serves. */
  admit(client: string, groupId: pulumi.Input<string>, port: number): void {
    const from = { referencedSecurityGroupId: groupId };
    admit(`${this.#name}-from-${client}`, this.#group, from, port, `Requests from ${client}`, this);
  }

  /** Lets it talk to one store, on the port of that store. Returns its group, for the store to admit. */
  reach(store: string, groupId: pulumi.Input<string>, port: number): pulumi.Output<string> {
    const to = { referencedSecurityGroupId: groupId };
    reach(`${this.#name}-reaches-${store}`, this.#group, to, port, `To the ${store}`, this);
    return this.groupId;
  }
}

const anywhere = "0.0.0.0/0";

/** An isolated service says itself what it may reach outside; all others reach AWS and third parties over TLS. */
const waysOut = (settings: Settings): readonly { to: string; port: number; why: string }[] =>
  settings.kind === "isolated"
    ? settings.egress
    : [{ to: anywhere, port: 443, why: "AWS and third parties, over TLS" }];

/** How a release takes the place of the one before: shifted between two groups of targets, or task by task. */
function deployed(settings: Settings, { served, task }: ServiceArgs): Partial<aws.ecs.ServiceArgs> {
  // ECS takes a circuit breaker for rolling deployments alone (API reference, "DeploymentConfiguration").
  const undoneByTasks = { deploymentCircuitBreaker: { enable: true, rollback: true } };
  if (!served || !("port" in settings)) return undoneByTasks;
  const { route, undoOn, hooks, delivery } = served;
  const { deploy, health, port } = settings;
  const to = { containerName: task.container, containerPort: port, targetGroupArn: route.targetGroupArn };
  const watched = {
    alarms: { enable: true, rollback: true, alarmNames: [...undoOn] },
    healthCheckGracePeriodSeconds: health.graceSeconds,
  };
  if (deploy.strategy === "rolling") return { ...undoneByTasks, ...watched, loadBalancers: [to] };
  return {
    ...watched,
    deploymentConfiguration: shifting(deploy, hooks, delivery.hookRoleArn),
    loadBalancers: [
      {
        ...to,
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

/** The engine waits for a deployment to its end: as long as the strategy takes, and not for ever. */
function timeouts(settings: Settings, hooks: readonly Hook[] = []): pulumi.CustomTimeouts {
  const update = "deploy" in settings ? patience(settings.deploy, hooks) : 30;
  return { create: `${update}m`, update: `${update}m`, delete: "30m" };
}

/** New tasks start beside the old ones, which stay until their successors are healthy. */
const overlapping = {
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
  availabilityZoneRebalancing: "ENABLED",
};

/** The old task stops before its successor starts: two schedulers would run each job twice. */
const alone = {
  deploymentMinimumHealthyPercent: 0,
  deploymentMaximumPercent: 100,
  availabilityZoneRebalancing: "DISABLED",
};
