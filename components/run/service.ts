import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Service as Settings } from "../../config/shape/services.ts";
import type { Route } from "../edge/balancer.ts";
import { admit, closedGroup, reach } from "../network/closed-group.ts";
import type { Place } from "../place.ts";
import { scaling } from "./scaling.ts";
import type { Task } from "./task.ts";

export interface ServiceArgs {
  readonly place: Place;
  readonly settings: Settings;
  readonly task: Task;
  readonly cluster: { readonly arn: pulumi.Input<string>; readonly name: pulumi.Input<string> };
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** For what is served: its place behind the balancer, and the alarms that undo a deployment. */
  readonly served?: { readonly route: Route; readonly undoOn: readonly pulumi.Input<string>[] };
}

/** Keeps tasks running, replaces them without a gap, and goes back by itself when the new ones do not hold (P17). */
export class Service extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly groupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #group: aws.ec2.SecurityGroup;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Service", name, {}, opts);
    const { place, settings, task, cluster, served } = args;
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
    const anywhere = { cidrIpv4: "0.0.0.0/0" };
    reach(`${name}-reaches-https`, this.#group, anywhere, 443, "AWS and third parties, over TLS", this);

    const service = new aws.ecs.Service(
      `${name}-service`,
      {
        name,
        cluster: cluster.arn,
        taskDefinition: task.arn,
        desiredCount: scale?.min ?? 1,
        capacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
        platformVersion: "LATEST",
        networkConfiguration: {
          subnets: [...args.subnetIds],
          securityGroups: [this.#group.id],
          assignPublicIp: false,
        },
        ...(scale ? overlapping : alone),
        deploymentController: { type: "ECS" },
        deploymentCircuitBreaker: { enable: true, rollback: true },
        ...(served &&
          "port" in settings && {
            alarms: { enable: true, rollback: true, alarmNames: [...served.undoOn] },
            healthCheckGracePeriodSeconds: settings.health.graceSeconds,
            loadBalancers: [
              {
                containerName: task.container,
                containerPort: settings.port,
                targetGroupArn: served.route.targetGroupArn,
              },
            ],
          }),
        enableExecuteCommand: false,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        waitForSteadyState: true, // else a deployment that rolls back would report success
        sigintRollback: true,
      },
      {
        parent: this,
        // Autoscaling owns the number of tasks; the program would take it back to the minimum at every deploy.
        ignoreChanges: scale ? ["desiredCount"] : [],
        customTimeouts: { create: "30m", update: "30m", delete: "30m" },
      },
    );
    if (scale) scaling(name, { place, cluster: cluster.name, service: service.name, scale }, this);

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
