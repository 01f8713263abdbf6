import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config/schema.ts";
import { blockOf, type Tier } from "./addresses.ts";
import { endpoints } from "./endpoints.ts";
import { flowLog } from "./flow-log.ts";
import type { LogSettings } from "./log-group.ts";
import type { Place } from "./place.ts";

export interface NetworkArgs {
  readonly place: Place;
  readonly settings: Config["network"];
  readonly logs: LogSettings;
}

/** A network of three tiers, in which nothing gets a public address and the default security group lets nothing through. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly taskSubnetIds: pulumi.Output<string>[];
  readonly dataSubnetIds: pulumi.Output<string>[];

  constructor(name: string, { place, settings, logs }: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:network:Network", name, {}, opts);
    const own = { parent: this };
    const named = (part: string) => ({ tags: { Name: `${place.prefix}-${part}` } });

    const vpc = new aws.ec2.Vpc(
      `${name}-vpc`,
      { cidrBlock: settings.cidr, enableDnsSupport: true, enableDnsHostnames: true, ...named("network") },
      own,
    );
    new aws.ec2.DefaultSecurityGroup(
      `${name}-default-group`,
      { vpcId: vpc.id, ingress: [], egress: [] },
      own,
    );
    flowLog(`${name}-flow-log`, { place, vpcId: vpc.id, logs }, this);
    const internet = new aws.ec2.InternetGateway(
      `${name}-internet`,
      { vpcId: vpc.id, ...named("internet") },
      own,
    );

    const table = (part: string) =>
      new aws.ec2.RouteTable(`${name}-${part}-routes`, { vpcId: vpc.id, ...named(part) }, own);
    const subnet = (
      tier: Tier,
      zone: string,
      routes: aws.ec2.RouteTable,
      options: pulumi.CustomResourceOptions,
    ) => {
      const part = `${tier}-${zone.slice(-1)}`;
      const made = new aws.ec2.Subnet(
        `${name}-${part}`,
        {
          vpcId: vpc.id,
          availabilityZone: zone,
          cidrBlock: blockOf(settings.cidr, tier, zone),
          mapPublicIpOnLaunch: false,
          ...named(part),
        },
        options,
      );
      new aws.ec2.RouteTableAssociation(
        `${name}-${part}-route`,
        { subnetId: made.id, routeTableId: routes.id },
        own,
      );
      return made.id;
    };
    const everywhere = "0.0.0.0/0";

    const publicRoutes = table("public");
    new aws.ec2.Route(
      `${name}-public-way-out`,
      { routeTableId: publicRoutes.id, destinationCidrBlock: everywhere, gatewayId: internet.id },
      own,
    );
    // A balancer cannot be made in a network whose internet gateway is not attached yet.
    const outside = { parent: this, dependsOn: [internet] };
    this.publicSubnetIds = settings.zones.map((zone) => subnet("public", zone, publicRoutes, outside));

    const natZones = settings.natPerZone ? settings.zones : settings.zones.slice(0, 1);
    const nats = natZones.map((zone, at) => {
      const part = `nat-${zone.slice(-1)}`;
      const address = new aws.ec2.Eip(`${name}-${part}-address`, { domain: "vpc", ...named(part) }, outside);
      const subnetId = this.publicSubnetIds[at] as pulumi.Output<string>;
      return new aws.ec2.NatGateway(
        `${name}-${part}`,
        { allocationId: address.id, subnetId, ...named(part) },
        own,
      );
    });

    const taskTables: aws.ec2.RouteTable[] = [];
    this.taskSubnetIds = settings.zones.map((zone, at) => {
      const routes = table(`tasks-${zone.slice(-1)}`);
      taskTables.push(routes);
      const wayOut = new aws.ec2.Route(
        `${name}-tasks-${zone.slice(-1)}-way-out`,
        {
          routeTableId: routes.id,
          destinationCidrBlock: everywhere,
          natGatewayId: (nats[at] ?? nats[0])?.id as pulumi.Output<string>,
        },
        own,
      );
      // Whoever starts a task here waits for the way out: without it no image can be pulled.
      return pulumi.all([subnet("tasks", zone, routes, own), wayOut.id]).apply(([id]) => id);
    });

    const dataRoutes = table("data");
    this.dataSubnetIds = settings.zones.map((zone) => subnet("data", zone, dataRoutes, own));

    endpoints(
      `${name}-endpoint`,
      {
        place,
        settings,
        vpcId: vpc.id,
        subnetIds: this.taskSubnetIds,
        routeTableIds: taskTables.map(({ id }) => id),
      },
      this,
    );

    this.vpcId = vpc.id;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      taskSubnetIds: this.taskSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
    });
  }
}
