import { unfilled } from "../../alarms/metric-sources.ts";
import { cluster, loadBalancers } from "../../reading/aws-types.ts";
import { aboutToShow, dashboard, showing, shownOn } from "../../reading/dashboards.ts";
import { type StackFinding, stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const [balancer] = loadBalancers;
const requests = ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", "app/shop/1"];
const containers = { type: cluster, name: "cluster", props: { name: "shop" } } as const;
const filter = (name: string) =>
  ({
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    name: "refused",
    props: { metricTransformation: { namespace: "shop", name } },
  }) as const;

export const dashboardShowsPublishedMetrics = stackRule({
  id: "dashboard-shows-published-metrics",
  title: "Every curve of a dashboard has something that draws it",
  requirements: ["K20", "C15"],
  judges: dashboard,
  why: "A metric that nothing publishes shows an empty chart, which looks like a quiet night until somebody needs it.",
  fix: "Show what a resource, a log filter or a function of this stack publishes, by its documented name; where the body is not known before deploy, give the enclosing component a `shows` output.",
  findings: (stack) =>
    stack.all(dashboard).flatMap((node): readonly StackFinding[] => {
      const shown = shownOn(stack, node);
      if (!shown)
        return [
          {
            node,
            says: "what it shows is not known before deploy: give the enclosing component a `shows` output",
            notProven: true,
          },
        ];
      const found = shown.flatMap((metric) => unfilled(stack, metric));
      return [...new Map(found.map((one) => [one.says, { node, ...one }])).values()];
    }),
  examples: {
    pass: [
      [showing(requests), { type: balancer, name: "balancer" }],
      [
        { type: balancer, name: "balancer" },
        ...aboutToShow(["balancer"], {
          namespace: "AWS/ApplicationELB",
          metricName: "RequestCount",
          stat: "Sum",
          dimensions: [{ name: "LoadBalancer" }],
        }),
      ],
      [showing(["shop", "AuthFailures"]), filter("AuthFailures")],
      [
        showing(
          ["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", "shop"],
          [".", "DesiredTaskCount", ".", "."],
          [{ expression: "m1 - m2", label: "missing" }],
        ),
        containers,
      ],
      [
        showing(["AWS/ElastiCache", "CacheHitRate", "CacheClusterId", "shop-cache-001"]),
        {
          type: "aws:elasticache/replicationGroup:ReplicationGroup",
          name: "cache",
          props: { replicationGroupId: "shop-cache" },
        },
      ],
    ],
    fail: [
      [showing(requests)],
      [showing(["AWS/ApplicationELB", "Requests"]), { type: balancer, name: "balancer" }],
      [showing(["shop", "AuthFailures"]), filter("SlowQueries")],
      [showing(["AWS/Nowhere", "RequestCount"])],
      [
        showing(["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", "shop"], ["...", "elsewhere"]),
        containers,
      ],
      [{ type: dashboard, name: "hidden", props: { dashboardBody: unknown } }],
    ],
  },
});
