import { logGroup } from "../../reading/aws-types.ts";
import { lambda } from "../../reading/function-types.ts";
import { type StackFinding, stackRule } from "../../rule.ts";

const mailer = { type: lambda, name: "mailer", props: { name: "shop-mailer" } } as const;
const writesTo = (name: string) =>
  ({
    ...mailer,
    props: { name: "shop-mailer", loggingConfig: { logFormat: "JSON", logGroup: name } },
  }) as const;
const group = (name: string) => ({ type: logGroup, name: "log", props: { name } }) as const;

export const functionLogsKept = stackRule({
  id: "function-logs-kept",
  title: "What functions print is kept as other logs are",
  requirements: ["C15", "C18"],
  judges: lambda,
  why: "Lambda makes a missing group by itself, at the first line: without our key, and kept for ever.",
  fix: "Declare a cloudwatch.LogGroup, and name it in the function's loggingConfig.",
  findings: (stack) => {
    const declared = new Set(stack.all(logGroup).map((node) => node.known("name")));
    return stack.all(lambda).flatMap((node): readonly StackFinding[] => {
      if (node.uses("loggingConfig").some(({ type }) => type === logGroup)) return [];
      const name = node.known("loggingConfig", "logGroup") ?? defaultOf(node.known("name"));
      if (name === undefined)
        return [{ node, says: "nobody can tell which log group it writes to", notProven: true }];
      return declared.has(name) ? [] : [{ node, says: `writes to ${name}, which is not in the stack` }];
    });
  },
  examples: {
    pass: [
      [writesTo("/shop/mailer"), group("/shop/mailer")],
      [mailer, group("/aws/lambda/shop-mailer")],
      [
        { type: logGroup, name: "log" },
        { ...mailer, uses: { loggingConfig: ["log"] } },
      ],
    ],
    fail: [
      [mailer],
      [writesTo("/shop/mailer"), group("/shop/other")],
      [mailer, group("/shop/mailer")],
      [{ type: lambda, name: "mailer" }],
    ],
  },
});

function defaultOf(name: unknown): string | undefined {
  return typeof name === "string" ? `/aws/lambda/${name}` : undefined;
}
