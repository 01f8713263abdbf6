import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Service as Settings } from "../../config/shape/services.ts";
import { admit, closedGroup, reach } from "../network/closed-group.ts";
import type { Place } from "../place.ts";
import { capacityOf } from "./capacity.ts";
import { deployed, rolloutMinutes, type Served } from "./deployment.ts";
import type { Pause } from "./pause.ts";
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
  readonly served?: Served;
  readonly paused?: Pause;
  /** Where it calls other services, or they call it. */
  readonly connected?: Connected;
  /** Must have been deployed before it: whose deployment migrates the database, and whom it calls. */
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
    const wait = `${rolloutMinutes(settings, args.served?.hooks)}m`;
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
        // Else the provider refuses another share of Spot, and with it another least number of tasks.
        ...("spotPercent" in settings && { forceNewDeployment: true }),
        platformVersion: "LATEST",
        networkConfiguration: {
          subnets: [...args.subnetIds],
          securityGroups: [this.#group.id],
          assignPublicIp: false,
        },
        ...(scale ? overlapping : alone),
        deploymentController: { type: "ECS" },
        ...deployed(settings, task.container, args.served),
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
        customTimeouts: { create: wait, update: wait, delete: "30m" },
      },
    );
    if ("scale" in settings) {
      const { paused } = args;
      const scaled = { place, cluster: cluster.name, service: service.name, ...(paused && { paused }) };
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
