import { alarm } from "../../alarms/alarm-examples.ts";
import { count, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { logFilter } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const type = "aws:rds/instance:Instance";
const within = 900;
const database = { type, name: "database", props: { identifier: "shop-database" } } as const;
const filter = {
  type: logFilter,
  name: "slow",
  props: {
    pattern: '"duration:"',
    logGroupName: "/aws/rds/instance/shop-database/postgresql",
    metricTransformation: { namespace: "shop", name: "SlowQueries" },
  },
} as const;
const some = { namespace: "shop", metricName: "SlowQueries", threshold: 0 };

const counts = (node: Node): boolean => /duration/i.test(node.known("pattern") ?? "");

export const slowQueriesPage = stackRule({
  id: "slow-queries-page",
  title: "Someone is paged when statements become slow",
  requirements: ["K12", "P13", "C15"],
  judges: type,
  why: "A missing index shows as slow statements days before it shows as slow answers. RDS has no metric for it: only the log knows.",
  fix: 'Count "duration:" in /aws/rds/instance/<identifier>/postgresql with a LogMetricFilter, and add a MetricAlarm on that count.',
  findings: (stack) => {
    const filters = stack.all(logFilter).filter(counts);
    const byGroup = new Map(filters.map((node) => [node.known("logGroupName"), node]));
    return stack.all(type).flatMap((node) => {
      const own =
        byGroup.get(`/aws/rds/instance/${node.known("identifier")}/postgresql`) ??
        filters.find((at) => at.uses("logGroupName").includes(node));
      if (!own) return [{ node, says: "nothing counts the slow statements in its log" }];
      const name: string = own.known("metricTransformation", "name") ?? "";
      return unwatched(stack, {
        targets: [own],
        namespace: own.known("metricTransformation", "namespace") ?? "",
        statistic: count,
        metrics: [name],
        lacks: "no alarm on its count of slow statements",
        wrong: (found) =>
          trial(found, {
            breach: { [name]: 1000 },
            calm: { [name]: 0 },
            within,
            breachIs: "a thousand statements are slow",
          }),
      });
    });
  },
  examples: {
    pass: [
      [database, filter, { ...alarm("slow", some), uses: {} }],
      [
        database,
        {
          ...filter,
          props: { ...filter.props, logGroupName: undefined },
          uses: { logGroupName: ["database"] },
        },
        alarm("slow", some, "metricName"),
      ],
    ],
    fail: [
      [database],
      [database, filter],
      [database, { ...filter, props: { ...filter.props, pattern: "ERROR" } }, alarm("slow", some)],
      [
        database,
        { ...filter, props: { ...filter.props, logGroupName: "/aws/rds/instance/other/postgresql" } },
        alarm("slow", some),
      ],
      [database, filter, alarm("slow", { ...some, comparisonOperator: "LessThanThreshold" })],
    ],
  },
});
