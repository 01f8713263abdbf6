import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";

export interface DatabaseEventsArgs {
  readonly topicArn: pulumi.Input<string>;
  readonly database: EventfulDatabase;
}

export interface EventfulDatabase {
  readonly engine: "postgres" | "aurora-postgresql";
  readonly identifier: pulumi.Input<string>;
  /** The servers that the identifier stands for, and copies that are instances of their own. */
  readonly members: readonly pulumi.Input<string>[];
  readonly replicas: readonly { readonly identifier: pulumi.Input<string> }[];
  readonly parameterGroupName: pulumi.Input<string>;
}

/** What RDS says of servers and of clusters that a person should hear of ("Amazon RDS event categories", RDS guide). */
const server = [
  "failover",
  "failure",
  "low storage",
  "maintenance",
  "notification",
  "read replica",
  "recovery",
];
const cluster = ["failover", "failure", "maintenance", "notification"];

/** Pages with RDS's own words: what happens to the database that no number shows, and that its limits were changed (W06). */
export function databaseEvents(
  name: string,
  place: Place,
  { topicArn, database }: DatabaseEventsArgs,
  parent: pulumi.Resource,
): void {
  const subscribe = (
    id: string,
    sourceType: string,
    sourceIds: readonly pulumi.Input<string>[],
    categories: readonly string[],
  ): void => {
    new aws.rds.EventSubscription(
      `${name}-${id}`,
      {
        name: `${place.prefix}-${name}-${id}`,
        snsTopic: topicArn,
        sourceType,
        sourceIds: [...sourceIds],
        eventCategories: [...categories],
        enabled: true,
      },
      { parent },
    );
  };

  const clustered = database.engine === "aurora-postgresql";
  if (clustered) subscribe("cluster", "db-cluster", [database.identifier], cluster);
  const replicas = database.replicas.map((replica) => replica.identifier);
  subscribe("servers", "db-instance", [...database.members, ...replicas], server);
  // RDS tells of an instance's group only; Aurora's cluster groups have no source type of their own.
  if (!clustered)
    subscribe("parameters", "db-parameter-group", [database.parameterGroupName], ["configuration change"]);
}
