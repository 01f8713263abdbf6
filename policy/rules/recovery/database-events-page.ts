import { topic } from "../../reading/aws-types.ts";
import { cluster, clusterInstance, instance } from "../../reading/data-tier.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const subscribed = "aws:rds/eventSubscription:EventSubscription";
const kinds: Readonly<Record<string, string>> = { [instance]: "db-instance", [cluster]: "db-cluster" };
/** Of servers and of clusters alike ("Amazon RDS event categories", RDS guide); without a list it tells of all. */
const urgent = ["failover", "failure"];

export const databaseEventsPage = stackRule({
  id: "database-events-page",
  title: "What happens to a database reaches people: failovers, failures, low storage",
  requirements: ["W06", "P13"],
  controls: ["FSBP RDS.19", "FSBP RDS.20"],
  why: "A failover shows in no metric: connections drop for a minute, and nobody knows why.",
  fix: "Add an aws.rds.EventSubscription for the database (sourceType db-instance or db-cluster) to the topic that pages.",
  judges: [instance, cluster],
  findings: (stack) =>
    stack
      .all(instance, cluster)
      .filter((node) => !stack.all(subscribed).some((one) => tells(stack, one, node)))
      .map((node) => ({ node, says: "nobody is told of its events" })),
  examples: {
    pass: [
      told({ sourceType: "db-instance" }, { sourceIds: ["main"] }),
      told({ sourceType: "db-instance", sourceIds: ["shop-database"] }, {}),
      told({ sourceType: "db-instance" }, {}),
      told({}, {}),
      told({ sourceType: "db-instance", eventCategories: ["failover", "failure", "low storage"] }, {}),
    ],
    fail: [
      [{ type: instance, name: "main" }],
      [{ type: cluster, name: "main" }],
      told({ sourceType: "db-instance", enabled: false }, {}),
      told({ sourceType: "db-instance", eventCategories: ["backup"] }, {}),
      told({ sourceType: "db-parameter-group" }, {}),
      told({ sourceType: "db-instance", sourceIds: ["other"] }, {}),
      told({ sourceType: "db-instance" }, { sourceIds: ["main"], snsTopic: [] }),
    ],
  },
});

/** Without ids it tells of all sources of its type ("CreateEventSubscription", RDS API). */
function tells(stack: StackView, node: Node, database: Node): boolean {
  // Without a type it tells of all sources.
  const kind = node.known("sourceType") ?? (node.isUnknown("sourceType") ? undefined : kinds[database.type]);
  if (kind !== kinds[database.type] || node.known("enabled") === false) return false;
  if (!node.uses("snsTopic").some(({ type }) => type === topic)) return false;
  const categories: unknown = node.known("eventCategories");
  if (Array.isArray(categories) && urgent.some((category) => !categories.includes(category))) return false;
  const ids: unknown = node.known("sourceIds");
  const named = node.uses("sourceIds");
  if (ids === undefined && named.length === 0) return !node.isUnknown("sourceIds");
  return (
    named.includes(database) ||
    (Array.isArray(ids) &&
      ids.includes(database.known("identifier") ?? database.known("clusterIdentifier"))) ||
    named.some((one) => one.type === clusterInstance && stack.points(one, "clusterIdentifier", database))
  );
}

function told(props: object, uses: Readonly<Record<string, readonly string[]>>): StackExample {
  return [
    { type: instance, name: "main", props: { identifier: "shop-database" } },
    { type: topic, name: "oncall" },
    { type: subscribed, name: "events", props: { ...props }, uses: { snsTopic: ["oncall"], ...uses } },
  ];
}
