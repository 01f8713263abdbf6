import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task } from "../../reading/containers.ts";
import { perStack } from "../../reading/per-stack.ts";
import { stackRule } from "../../rule.ts";

const query = "aws:cloudwatch/queryDefinition:QueryDefinition";

/** Log groups that a saved question is about. */
const asked = perStack(
  (stack): ReadonlySet<unknown> =>
    new Set(
      stack
        .all(query)
        .flatMap((node): readonly unknown[] =>
          node.isUnknown("logGroupNames")
            ? node.uses("logGroupNames").map((used) => used.known("name"))
            : (node.known("logGroupNames") ?? []),
        ),
    ),
);

const api = task({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/shop/api" } } });
const saved = (...logGroupNames: readonly string[]) =>
  ({ type: query, name: "errors", props: { queryString: "filter status >= 500", logGroupNames } }) as const;

export const applicationLogsHaveQueries = stackRule({
  id: "application-logs-have-queries",
  title: "Questions to every application's log are saved before they are urgent",
  requirements: ["C15", "W05"],
  judges: taskDefinition,
  why: "Who has to learn a query language while users wait looks at single lines, and misses what they add up to.",
  fix: "Save the questions of the first hour as cloudwatch.QueryDefinition, with this log group among its logGroupNames.",
  findings: (stack) =>
    eachContainer(stack, ({ logConfiguration }) => {
      const group = logConfiguration?.options?.["awslogs-group"];
      return group === undefined || asked(stack).has(group)
        ? []
        : [`no saved query asks its log ${group} anything`];
    }),
  examples: {
    pass: [
      [api, saved("/shop/worker", "/shop/api")],
      [
        api,
        { type: "aws:cloudwatch/logGroup:LogGroup", name: "log", props: { name: "/shop/api" } },
        { type: query, name: "errors", uses: { logGroupNames: ["log"] } },
      ],
      [task({})],
    ],
    fail: [[api], [api, saved("/shop/worker")]],
  },
});
