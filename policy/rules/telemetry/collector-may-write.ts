import { taskDefinition } from "../../reading/aws-types.ts";
import { collected, collector, rights } from "../../reading/collector-examples.ts";
import { collectedTasks, collectorsOf, configurationOf } from "../../reading/collectors.ts";
import { written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { may, rightsOf } from "../../reading/role-rights.ts";
import { stackRule } from "../../rule.ts";
import { type Container, unknown } from "../../view.ts";

/** By the first word of an exporter's name: what AWS asks of who sends. */
const asked: Readonly<Record<string, string>> = {
  awsxray: "xray:PutTraceSegments",
  prometheusremotewrite: "aps:RemoteWrite",
};

export const collectorMayWrite = stackRule({
  id: "collector-may-write",
  title: "Every collector may write where it is told to",
  requirements: ["C12", "G06"],
  judges: taskDefinition,
  why: "What AWS refuses, a collector throws away: the service runs on, and the curves stay empty.",
  fix: "Allow the task's role aps:RemoteWrite on the workspace, and xray:PutTraceSegments.",
  findings: (stack) =>
    collectedTasks(stack).flatMap((node) => {
      const needed = [...new Set(collectorsOf(stack, node).flatMap(needs))];
      if (needed.length === 0) return [];
      const roles = node.uses("taskRoleArn").filter(({ type }) => type === role);
      if (roles.length === 0) return [{ node, says: "its collector has no role of this stack" }];
      return roles.flatMap((one) => {
        const held = rightsOf(stack, one);
        const missing = needed.filter((action) => !may(held, action));
        if (missing.length === 0) return [];
        return held.unread
          ? [{ node: one, says: "what it may do is not known before deploy", notProven: true as const }]
          : [{ node: one, says: `its collector may not ${missing.join(", ")}` }];
      });
    }),
  examples: {
    pass: [
      [...collected([collector()]), rights(written(allow("aps:RemoteWrite", "xray:PutTraceSegments")))],
      [...collected([collector()]), rights(written(allow("aps:*", "xray:*")))],
      collected([collector("", { environment: [] })]),
      collected([]),
    ],
    fail: [
      collected([collector()]),
      [...collected([collector()]), rights(written(allow("aps:RemoteWrite")))],
      [...collected([collector()]), rights(written(allow("xray:PutTraceSegments")))],
      [...collected([collector()]), rights(unknown)],
      collected([collector()]).map((one) => (one.type === taskDefinition ? { ...one, uses: {} } : one)),
    ],
  },
});

const needs = (container: Container): readonly string[] =>
  Object.keys(configurationOf(container)?.exporters ?? {}).flatMap(
    (id) => asked[id.split("/")[0] ?? ""] ?? [],
  );

function allow(...actions: readonly string[]): object {
  return { Effect: "Allow", Action: actions, Resource: "*" };
}
