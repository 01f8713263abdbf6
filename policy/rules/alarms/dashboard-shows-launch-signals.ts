import { databases, logFilter, targetGroups } from "../../reading/aws-types.ts";
import { aboutToShow, dashboard, type Shown, showing, shownOn } from "../../reading/dashboards.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

/** What a dashboard is about: what it was computed from, and what its metrics name. */
interface Page {
  readonly about: ReadonlySet<unknown>;
  readonly slowest: boolean;
  readonly failed: boolean;
}

const elb = "AWS/ApplicationELB";
const isSlowest = ({ namespace, name, statistic = "" }: Shown): boolean =>
  namespace === elb && name === "TargetResponseTime" && /^p9[59]/.test(statistic);
const isFailed = ({ namespace, name }: Shown): boolean =>
  namespace === elb && name === "HTTPCode_Target_5XX_Count";

const [group] = targetGroups;
const [instance] = databases;
const names = ["arnSuffix", "identifier", "clusterIdentifier"] as const;

const pageOf = (node: Node, shown: readonly Shown[]): Page => ({
  about: new Set<unknown>([
    ...node.uses("dashboardBody"),
    ...shown.flatMap(({ namespace, name, dimensions }) => [
      `${namespace} ${name}`,
      ...Object.values(dimensions),
    ]),
  ]),
  slowest: shown.some(isSlowest),
  failed: shown.some(isFailed),
});

/** What nobody can see of one thing. */
function unseen(pages: readonly Page[], node: Node): readonly string[] {
  if (node.type === logFilter) {
    if (!/401|403/.test(node.known("pattern") ?? "")) return [];
    const [namespace, name] = ["namespace", "name"].map((key) => node.known("metricTransformation", key));
    return pages.some(({ about }) => about.has(`${namespace} ${name}`))
      ? []
      : ["no dashboard shows how many answers are 401 and 403"];
  }
  const called = names.map((key) => node.known(key)).filter((name) => name !== undefined);
  const about = pages.filter((page) => [node, ...called].some((one) => page.about.has(one)));
  if (databases.some((type) => type === node.type)) return about.length > 0 ? [] : ["no dashboard shows it"];
  return [
    ...(about.some(({ slowest }) => slowest)
      ? []
      : ["no dashboard shows the 95th percentile of its TargetResponseTime"]),
    ...(about.some(({ failed }) => failed) ? [] : ["no dashboard shows its HTTPCode_Target_5XX_Count"]),
  ];
}

/** The other servers of a database are seen as parts of it. */
const judged = (stack: StackView): readonly Node[] => [
  ...stack.all(...targetGroups, logFilter),
  ...stack
    .all(...databases)
    .filter((node) => node.uses("replicateSourceDb").length === 0 && !node.known("replicateSourceDb")),
];

const balanced = { type: group, name: "api" } as const;
const refused = {
  type: logFilter,
  name: "refused",
  props: {
    pattern: "{ $.status = 401 }",
    metricTransformation: { namespace: "shop", name: "AuthFailures" },
  },
} as const;
const main = { type: instance, name: "main", props: { identifier: "shop-main" } } as const;
const elbMetric = (metricName: string, stat: string) => ({ namespace: elb, metricName, stat });
const ofGroup = [elbMetric("TargetResponseTime", "p95"), elbMetric("HTTPCode_Target_5XX_Count", "Sum")];
const known = (stat: string) =>
  showing(
    [elb, "TargetResponseTime", "TargetGroup", "tg/api", { stat }],
    [elb, "HTTPCode_Target_5XX_Count", "TargetGroup", "tg/api"],
  );
const standing: StackExample = [{ ...balanced, props: { arnSuffix: "tg/api" } }];

export const dashboardShowsLaunchSignals = stackRule({
  id: "dashboard-shows-launch-signals",
  title: "What decides a launch is on a dashboard: slowness, failures, refusals, the database",
  requirements: ["K20", "C15"],
  judges: [...targetGroups, logFilter, ...databases],
  why: "In the hour after a launch nobody has time to build the chart that would have shown it.",
  fix: "Show p95 of TargetResponseTime and HTTPCode_Target_5XX_Count of each target group, the counts of 401 and 403, and the database, in a cloudwatch.Dashboard.",
  findings: (stack) => {
    const dashboards = stack.all(dashboard).map((node) => ({ node, shown: shownOn(stack, node) }));
    const pages = dashboards.flatMap(({ node, shown }) => (shown ? [pageOf(node, shown)] : []));
    const hidden = dashboards.some(({ shown }) => !shown);
    return judged(stack).flatMap((node) =>
      unseen(pages, node).map(
        (says): StackFinding => (hidden ? { node, says, notProven: true } : { node, says }),
      ),
    );
  },
  examples: {
    pass: [
      [...standing, known("p95")],
      [balanced, ...aboutToShow(["api"], ...ofGroup)],
      [refused, showing(["shop", "AuthFailures"])],
      [{ ...refused, props: { ...refused.props, pattern: '"duration:"' } }],
      [main, showing(["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", "shop-main"])],
    ],
    fail: [
      [balanced],
      [...standing, known("Average")],
      [...standing, { ...known("p95"), props: showing([elb, "TargetResponseTime", { stat: "p95" }]).props }],
      [balanced, ...aboutToShow(["api"], elbMetric("TargetResponseTime", "p95"))],
      [balanced, { ...balanced, name: "other" }, ...aboutToShow(["other"], ...ofGroup)],
      [refused, showing(["shop", "SlowQueries"])],
      [main, showing(["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", "shop-other"])],
      [balanced, { type: dashboard, name: "hidden", uses: { dashboardBody: ["api"] } }],
    ],
  },
});
