import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { Place } from "../place.ts";
import type { LogSettings } from "../watch/log-group.ts";
import { blockOf, type Tier } from "./addresses.ts";
import { endpoints } from "./endpoints.ts";
import { flowLog } from "./flow-log.ts";
import { ownAddresses } from "./own-addresses.ts";

export interface NetworkArgs {
  readonly place: Place;
  readonly settings: Config["network"];
  readonly logs: LogSettings;
}

const everywhere = "0.0.0.0/0";

/**
 * A network of three tiers over several zones: the public one for the balancer alone, tasks that reach out through NAT,
 * data without a way out. Nothing gets a public address by itself, and the default security group lets nothing through.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[] = [];
  /** Each comes with its way out: a task that starts before it cannot pull its image. */
  readonly taskSubnetIds: pulumi.Output<string>[] = [];
  readonly dataSubnetIds: pulumi.Output<string>[] = [];
  /** The addresses under which the network's own tasks and functions appear outside. */
  readonly ownAddressesId: pulumi.Output<string>;

  constructor(name: string, { place, settings, logs }: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:network:Network", name, {}, opts);
    const own = { parent: this };
    const named = (part: string) => ({ tags: { Name: `${place.prefix}-${part}` } });

    const vpc = new aws.ec2.Vpc(
      `${name}-vpc`,
      { cidrBlock: settings.cidr, enableDnsSupport: true, enableDnsHostnames: true, ...named("network") },
      own,
    );
    const vpcId = vpc.id;
    new aws.ec2.DefaultSecurityGroup(`${name}-default-group`, { vpcId, ingress: [], egress: [] }, own);
    flowLog(`${name}-flow-log`, { place, vpcId, logs }, this);
    const internet = new aws.ec2.InternetGateway(`${name}-internet`, { vpcId, ...named("internet") }, own);
    // Neither a balancer nor a NAT gateway can be made where no internet gateway is attached yet.
    const outside = { parent: this, dependsOn: [internet] };

    const routes = (part: string, target?: Pick<aws.ec2.RouteArgs, "gatewayId" | "natGatewayId">): Routes => {
      const table = new aws.ec2.RouteTable(`${name}-${part}-routes`, { vpcId, ...named(part) }, own);
      const to = { routeTableId: table.id, destinationCidrBlock: everywhere };
      const wayOut = target && new aws.ec2.Route(`${name}-${part}-way-out`, { ...to, ...target }, own);
      return { tableId: table.id, wayOut };
    };
    const subnet = (tier: Tier, zone: string, by: Routes, options: pulumi.CustomResourceOptions = own) => {
      const part = `${tier}-${letterOf(zone)}`;
      const cidrBlock = blockOf(settings.cidr, tier, zone);
      const { id } = new aws.ec2.Subnet(
        `${name}-${part}`,
        { vpcId, availabilityZone: zone, cidrBlock, mapPublicIpOnLaunch: false, ...named(part) },
        options,
      );
      const route = { subnetId: id, routeTableId: by.tableId };
      new aws.ec2.RouteTableAssociation(`${name}-${part}-route`, route, own);
      return by.wayOut ? pulumi.all([id, by.wayOut.id]).apply(([made]) => made) : id;
    };
    const addresses: pulumi.Output<string>[] = [];
    const natGateway = (zone: string, subnetId: pulumi.Output<string>) => {
      const part = `nat-${letterOf(zone)}`;
      const address = new aws.ec2.Eip(`${name}-${part}-address`, { domain: "vpc", ...named(part) }, outside);
      const at = { allocationId: address.id, subnetId };
      addresses.push(address.publicIp);
      return new aws.ec2.NatGateway(`${name}-${part}`, { ...at, ...named(part) }, own);
    };

    const publicRoutes = routes("public", { gatewayId: internet.id });
    const dataRoutes = routes("data");
    const routeTableIds: pulumi.Output<string>[] = [];
    let nat: aws.ec2.NatGateway | undefined;
    for (const zone of settings.zones) {
      const publicId = subnet("public", zone, publicRoutes, outside);
      if (!nat || settings.natPerZone) nat = natGateway(zone, publicId);
      const taskRoutes = routes(`tasks-${letterOf(zone)}`, { natGatewayId: nat.id });
      routeTableIds.push(taskRoutes.tableId);
      this.publicSubnetIds.push(publicId);
      this.taskSubnetIds.push(subnet("tasks", zone, taskRoutes));
      this.dataSubnetIds.push(subnet("data", zone, dataRoutes));
    }
    endpoints(
      `${name}-endpoint`,
      { place, settings, vpcId, subnetIds: this.taskSubnetIds, routeTableIds },
      this,
    );

    this.vpcId = vpcId;
    this.ownAddressesId = ownAddresses(`${name}-own-addresses`, place, addresses, this);
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      taskSubnetIds: this.taskSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
      ownAddressesId: this.ownAddressesId,
    });
  }
}

interface Routes {
  readonly tableId: pulumi.Output<string>;
  readonly wayOut: aws.ec2.Route | undefined;
}

const letterOf = (zone: string): string => zone.slice(-1);
