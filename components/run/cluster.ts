import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { type LogSettings, logGroup } from "../watch/log-group.ts";

export interface ClusterArgs {
  readonly place: Place;
  readonly logs: LogSettings;
}

/** Where tasks run, counted and measured by Container Insights: the alarm on missing tasks reads its numbers. */
export class Cluster extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;

  constructor(name: string, { place, logs }: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Cluster", name, {}, opts);
    const own = { parent: this };

    const insights = logGroup(
      `${name}-insights`,
      `/aws/ecs/containerinsights/${place.prefix}/performance`,
      logs,
      this,
    );
    const sessions = logGroup(`${name}-sessions`, `/${place.prefix}/cluster/sessions`, logs, this);
    const cluster = new aws.ecs.Cluster(
      `${name}-cluster`,
      {
        name: place.prefix,
        settings: [{ name: "containerInsights", value: "enhanced" }],
        // No service allows ECS Exec; should one ever do, what is typed there is recorded.
        configuration: {
          executeCommandConfiguration: {
            kmsKeyId: logs.keyArn,
            logging: "OVERRIDE",
            logConfiguration: {
              cloudWatchEncryptionEnabled: true,
              cloudWatchLogGroupName: sessions.name,
            },
          },
        },
      },
      { parent: this, dependsOn: [insights] },
    );
    const capacity = new aws.ecs.ClusterCapacityProviders(
      `${name}-capacity`,
      {
        clusterName: cluster.name,
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
      },
      own,
    );

    // A service that names a capacity provider needs it attached first.
    this.arn = pulumi.all([cluster.arn, capacity.id]).apply(([arn]) => arn);
    this.name = cluster.name;
    this.registerOutputs({ arn: this.arn, name: this.name });
  }
}
