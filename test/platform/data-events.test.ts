import * as aws from "@pulumi/aws";
import { describe, expect, it } from "vitest";
import { databaseEvents } from "../../components/watch/event-subscription.ts";
import { declare, type Plan } from "./declare.ts";
import { place } from "./stores.ts";

const subscriptionType = "aws:rds/eventSubscription:EventSubscription";
const subscribed = (engine: "postgres" | "aurora-postgresql") =>
  declare(() => {
    databaseEvents(
      "database-events",
      place,
      {
        topicArn: "arn:oncall",
        database: {
          engine,
          identifier: "shop-db",
          members: engine === "postgres" ? ["shop-db"] : ["shop-db-1", "shop-db-2"],
          replicas: engine === "postgres" ? [{ identifier: "shop-db-replica-1" }] : [],
          parameterGroupName: "shop-db-17",
        },
      },
      new aws.sns.Topic("parent"),
    );
  });
const byName = (plan: Plan) =>
  plan.all(subscriptionType).sort(({ name: a }, { name: b }) => (String(a) < String(b) ? -1 : 1));
const every = { snsTopic: "arn:oncall", enabled: true };
const server = [
  "failover",
  "failure",
  "low storage",
  "maintenance",
  "notification",
  "read replica",
  "recovery",
];

describe("what RDS itself says of the database", () => {
  it("pages for an instance, its replicas and its parameters", async () => {
    const plan = await subscribed("postgres");

    expect(byName(plan)).toEqual([
      {
        ...every,
        name: "shop-staging-database-events-parameters",
        sourceType: "db-parameter-group",
        sourceIds: ["shop-db-17"],
        eventCategories: ["configuration change"],
      },
      {
        ...every,
        name: "shop-staging-database-events-servers",
        sourceType: "db-instance",
        sourceIds: ["shop-db", "shop-db-replica-1"],
        eventCategories: server,
      },
    ]);
  });

  it("pages for a cluster and each of its servers", async () => {
    const plan = await subscribed("aurora-postgresql");

    expect(byName(plan)).toEqual([
      {
        ...every,
        name: "shop-staging-database-events-cluster",
        sourceType: "db-cluster",
        sourceIds: ["shop-db"],
        eventCategories: ["failover", "failure", "maintenance", "notification"],
      },
      {
        ...every,
        name: "shop-staging-database-events-servers",
        sourceType: "db-instance",
        sourceIds: ["shop-db-1", "shop-db-2"],
        eventCategories: server,
      },
    ]);
  });
});
