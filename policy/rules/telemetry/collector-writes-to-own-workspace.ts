import { taskDefinition } from "../../reading/aws-types.ts";
import { collected, collector, rights } from "../../reading/collector-examples.ts";
import {
  collectedTasks,
  collectorsOf,
  prometheusWorkspace,
  remoteWriteOf,
} from "../../reading/collectors.ts";
import { covers, type Statement, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { rightsOf } from "../../reading/role-rights.ts";
import { stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const workspace = { type: prometheusWorkspace, name: "metrics" } as const;
const made = { ...workspace, props: { prometheusEndpoint: "https://aps.example/workspaces/ws-1/" } } as const;
const to = (address: string, used: readonly string[] = []) =>
  collected(
    [
      collector(undefined, {
        environment: [...(collector().environment ?? []), { name: "WRITE_TO", value: address }],
      }),
    ],
    {},
    used,
  );
const ours = { StringEquals: { "aws:ResourceTag/product": "shop" } };
const right = (resource: string, condition?: object) =>
  rights(
    written({ Effect: "Allow", Action: "aps:RemoteWrite", Resource: resource, Condition: condition ?? {} }),
  );
const all = "arn:aws:aps:eu-central-1:111122223333:workspace/*";

export const collectorWritesToOwnWorkspace = stackRule({
  id: "collector-writes-to-own-workspace",
  title: "Metrics go to the stack's own workspace, and may go to no other",
  requirements: ["C12", "C18"],
  judges: taskDefinition,
  why: "Staging that writes into production's numbers, or into another account's, makes both useless, and says there what customers do.",
  fix: "Take the address from the prometheusEndpoint of an amp.Workspace of this stack, and tie aps:RemoteWrite to its ARN or its tags.",
  findings: (stack) =>
    collectedTasks(stack).flatMap((node) => {
      const targets = collectorsOf(stack, node).flatMap((one) => remoteWriteOf(one) ?? []);
      return [
        ...targets
          .filter(({ known }) => !isOwn(stack, node, known))
          .map(() => ({ node, says: "its collector writes to no workspace of this stack" })),
        ...node
          .uses("taskRoleArn")
          .filter(({ type }) => type === role)
          .filter((one) => rightsOf(stack, one).statements.some(reachesAll))
          .map((one) => ({ node: one, says: "may write into every workspace of the account" })),
      ];
    }),
  examples: {
    pass: [
      [workspace, ...collected([collector()], {}, ["metrics"])],
      [made, ...to("https://aps.example/workspaces/ws-1/api/v1/remote_write")],
      [workspace, ...collected([collector()], {}, ["metrics"]), right(all, ours)],
      [workspace, ...collected([collector()], {}, ["metrics"]), right(all.replace("*", "ws-1"))],
      collected([collector("", { environment: [] })]),
    ],
    fail: [
      [workspace, ...collected([collector()])],
      [made, ...to("https://aps.example/workspaces/ws-2/api/v1/remote_write", ["metrics"])],
      [workspace, ...to("https://aps.example/workspaces/ws-2/api/v1/remote_write", ["metrics"])],
      [workspace, ...collected([collector()], {}, ["metrics"]), right(all)],
      [workspace, ...collected([collector()], {}, ["metrics"]), right("*")],
    ],
  },
});

/** A known address begins as a workspace's does; one that is not known was computed from a workspace. */
function isOwn(stack: StackView, task: Node, address: string | undefined): boolean {
  const workspaces = stack.all(prometheusWorkspace);
  if (address === undefined)
    return task.uses("containerDefinitions").some((used) => workspaces.includes(used));
  return workspaces.some((one) => {
    const endpoint: unknown = one.known("prometheusEndpoint");
    return typeof endpoint === "string" && endpoint !== "" && address.startsWith(endpoint);
  });
}

const reachesAll = ({ allows, actions, resources, conditions }: Statement): boolean =>
  allows &&
  actions.some((pattern) => covers(pattern, "aps:RemoteWrite")) &&
  resources.some((resource) => resource === "*" || resource.endsWith(":workspace/*")) &&
  !conditions.some(({ key }) => key.startsWith("aws:resourcetag/"));
