import { replicationGroup } from "../../reading/data-tier.ts";
import { parameterOf } from "../../reading/parameters.ts";
import { perStack } from "../../reading/per-stack.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const parameterGroup = "aws:elasticache/parameterGroup:ParameterGroup";
const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** Workers that keep their queue in Redis, as they are started. */
const worker = /\b(rq|celery|sidekiq|resque|bullmq|dramatiq|huey|arq)\b/;

const runsWorkers = perStack((stack) =>
  stack
    .all(taskDefinition)
    .some((task) => stack.containers(task)?.some(({ command }) => worker.test(command?.join(" ") ?? ""))),
);

/** What the cache says it is for; one that does not say is taken for the queue where the stack runs workers. */
const isPlainCache = (node: Node): boolean => node.known("tags", "role") === "cache";

export const cacheKeepsJobs = stackRule({
  id: "cache-keeps-jobs",
  title: "A full cache refuses new jobs and never throws waiting ones away",
  requirements: ["P04", "G02", "C10"],
  why: "By default a full server evicts keys, and to it a queued job or a session is a key like any other.",
  fix: "Name a parameter group of this stack with maxmemory-policy = noeviction, or tag the cache role = cache.",
  judges: replicationGroup,
  findings: (stack) =>
    stack.all(replicationGroup).flatMap((node) => {
      const policy = parameterOf(stack, node, "parameterGroupName", [parameterGroup], "maxmemory-policy");
      if (policy === undefined) return [{ node, says: "no parameter group sets maxmemory-policy" }];
      const holds =
        ["queue", "sessions"].includes(node.known("tags", "role")) ||
        (runsWorkers(stack) && !isPlainCache(node));
      return holds && policy !== "noeviction" ? [{ node, says: `maxmemory-policy is ${policy}` }] : [];
    }),
  examples: {
    pass: [
      cache("noeviction", ["rq", "worker"]),
      cache("allkeys-lru", ["uvicorn", "app"]),
      cache("allkeys-lru", ["rq", "worker"], { role: "cache" }),
    ],
    fail: [
      [{ type: replicationGroup, name: "main" }],
      [{ type: replicationGroup, name: "main", props: { parameterGroupName: "default.valkey8" } }],
      cache("allkeys-lru", ["sh", "-c", "exec rq worker enrichment"]),
      cache("volatile-lru", [], { role: "sessions" }),
    ],
  },
});

function cache(policy: string, command: readonly string[], tags = {}): StackExample {
  return [
    {
      type: parameterGroup,
      name: "parameters",
      props: { parameters: [{ name: "maxmemory-policy", value: policy }] },
    },
    { type: replicationGroup, name: "main", props: { tags }, uses: { parameterGroupName: ["parameters"] } },
    { type: taskDefinition, name: "task", props: { containerDefinitions: JSON.stringify([{ command }]) } },
  ];
}
