import { alarm } from "../../alarms/alarm-examples.ts";
import { count, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { card } from "../../alarms/card.ts";
import { logFilter, logGroup, service, taskDefinition } from "../../reading/aws-types.ts";
import { task } from "../../reading/containers.ts";
import { isServed } from "../../reading/ecs.ts";
import { type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const { perMinute, within } = card.authFailures;
const filter = {
  type: logFilter,
  name: "refused",
  props: {
    pattern: "{ $.status = 401 || $.status = 403 }",
    logGroupName: "/shop/api",
    metricTransformation: { namespace: "shop", name: "AuthFailures" },
  },
} as const;
const spike = { namespace: "shop", metricName: "AuthFailures", threshold: 100, evaluationPeriods: 1 };
const api = [
  {
    type: service,
    name: "api",
    props: { loadBalancers: [{ containerPort: 8000 }] },
    uses: { taskDefinition: ["api-task"] },
  },
  task({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/shop/api" } } }),
  { type: logGroup, name: "api-logs", props: { name: "/shop/api" } },
] as const;

/** The names of the log groups of a service's containers; undefined where its containers are not known. */
function logGroups(stack: StackView, node: Node): readonly string[] | undefined {
  const definitions = node.uses("taskDefinition").filter(({ type }) => type === taskDefinition);
  const lists = definitions.map((definition) => stack.containers(definition));
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  return lists.flat().flatMap((container) => container?.logConfiguration?.options?.["awslogs-group"] ?? []);
}

export const authFailuresPage = stackRule({
  id: "auth-failures-page",
  title: "Someone is paged when many are refused at once",
  requirements: ["K09", "W06", "C15"],
  judges: service,
  why: "A spike of 401 and 403 is someone trying keys, or a release that locked everyone out: either is worth waking for.",
  fix: `Count 401 and 403 in the log of each served service with a LogMetricFilter, and add a MetricAlarm above ${perMinute} a minute.`,
  findings: (stack) => {
    const filters = new Map<unknown, Node>();
    for (const node of stack.all(logFilter))
      if (/401|403/.test(node.known("pattern") ?? ""))
        for (const group of [
          node.known("logGroupName"),
          ...node.uses("logGroupName").map((used) => used.known("name")),
        ])
          filters.set(group, node);
    return stack
      .all(service)
      .filter(isServed)
      .flatMap((node): readonly StackFinding[] => {
        const groups = logGroups(stack, node);
        if (!groups) return [{ node, says: "its log is not known before deploy", notProven: true }];
        const own = groups.map((group) => filters.get(group)).find((found) => found !== undefined);
        if (!own) return [{ node, says: "nothing counts the 401 and 403 in its log" }];
        const name: string = own.known("metricTransformation", "name") ?? "";
        return unwatched(stack, {
          targets: [own],
          namespace: own.known("metricTransformation", "namespace") ?? "",
          statistic: count,
          metrics: [name],
          lacks: "no alarm on its count of 401 and 403",
          wrong: (found) => {
            const breach = { [name]: (perMinute * (found.period ?? 60)) / 60 + 1 };
            return trial(found, {
              breach,
              calm: { [name]: 0 },
              within,
              breachIs: `more than ${perMinute} a minute are refused`,
            });
          },
        });
      });
  },
  examples: {
    pass: [
      [...api, filter, { ...alarm("refused", spike), uses: {} }],
      [
        ...api,
        {
          ...filter,
          props: { ...filter.props, logGroupName: undefined },
          uses: { logGroupName: ["api-logs"] },
        },
        alarm("refused", spike, "metricName"),
      ],
      [{ type: service, name: "worker" }],
    ],
    fail: [
      [...api],
      [...api, filter],
      [...api, { ...filter, props: { ...filter.props, pattern: "ERROR" } }, alarm("refused", spike)],
      [...api, filter, alarm("refused", { ...spike, threshold: 1000 })],
      [...api, filter, alarm("refused", { ...spike, evaluationPeriods: 10 })],
      [api[0], { ...api[1], props: {} }],
    ],
  },
});
