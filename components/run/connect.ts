import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";

/** Where services find one another by name, and nothing else of the network does (ECS guide, "Service Connect"). */
export class Connect extends pulumi.ComponentResource {
  readonly namespaceArn: pulumi.Output<string>;

  constructor(name: string, place: Place, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Connect", name, {}, opts);
    this.namespaceArn = new aws.servicediscovery.HttpNamespace(
      `${name}-namespace`,
      { name: place.prefix, description: "Services that call one another" },
      { parent: this },
    ).arn;
    this.registerOutputs({ namespaceArn: this.namespaceArn });
  }
}
