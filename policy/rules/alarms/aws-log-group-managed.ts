import { cache, cluster, logGroup } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const database = "aws:rds/instance:Instance";
const main = {
  type: database,
  name: "main",
  props: { identifier: "shop-main", enabledCloudwatchLogsExports: ["postgresql"] },
} as const;
const containers = {
  type: cluster,
  name: "cluster",
  props: { name: "shop", settings: [{ name: "containerInsights", value: "enabled" }] },
} as const;
const named = (name: string) => ({ type: logGroup, name, props: { name } }) as const;

/** The groups that AWS would make by itself, for ever and without our key, at the first line. */
function groupsOf(node: Node): readonly string[] {
  if (node.type === database)
    return (node.known("enabledCloudwatchLogsExports") ?? []).map(
      (kind: string) => `/aws/rds/instance/${node.known("identifier")}/${kind}`,
    );
  const settings: readonly { name?: string; value?: string }[] = node.known("settings") ?? [];
  const counted = settings.some(({ name, value }) => name === "containerInsights" && value !== "disabled");
  return counted ? [`/aws/ecs/containerinsights/${node.known("name")}/performance`] : [];
}

/** ElastiCache makes none: it delivers to a group that has to exist. */
function deliveries(node: Node): readonly string[] {
  const list: readonly { destination?: string; destinationType?: string }[] =
    node.known("logDeliveryConfigurations") ?? [];
  return list.flatMap(({ destination, destinationType }) =>
    destination && destinationType === "cloudwatch-logs" ? [destination] : [],
  );
}

export const awsLogGroupManaged = stackRule({
  id: "aws-log-group-managed",
  title: "The logs that AWS's own services write are kept as ours are",
  requirements: ["C15", "C18"],
  judges: [database, cluster, cache],
  why: "PostgreSQL's log holds statements with their values, so people's data; made by AWS it is kept for ever, without our key.",
  fix: "Declare a cloudwatch.LogGroup of that very name, with retention and key, before the resource that writes to it.",
  findings: (stack) => {
    const declared = new Set(stack.all(logGroup).map((node) => node.known("name")));
    return stack
      .all(database, cluster, cache)
      .flatMap((node) =>
        (node.type === cache ? deliveries(node) : groupsOf(node))
          .filter((name) => !declared.has(name))
          .map((name) => ({ node, says: `writes to ${name}, which is not in the stack` })),
      );
  },
  examples: {
    pass: [
      [main, named("/aws/rds/instance/shop-main/postgresql")],
      [containers, named("/aws/ecs/containerinsights/shop/performance")],
      [{ type: cluster, name: "plain" }],
      [
        {
          type: cache,
          name: "cache",
          props: {
            logDeliveryConfigurations: [{ destination: "/shop/cache", destinationType: "cloudwatch-logs" }],
          },
        },
        named("/shop/cache"),
      ],
    ],
    fail: [
      [main],
      [main, named("/aws/rds/instance/other/postgresql")],
      [containers],
      [
        {
          type: cache,
          name: "cache",
          props: {
            logDeliveryConfigurations: [{ destination: "/shop/cache", destinationType: "cloudwatch-logs" }],
          },
        },
      ],
    ],
  },
});
