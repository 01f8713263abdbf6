import { type Cron, clocks, crons, started } from "../../reading/crons.ts";
import { covers, type Statement, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { rightsOf, rolePolicy } from "../../reading/role-rights.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import { type StackView, unknown } from "../../view.ts";

const ecs = "ecs-tasks.amazonaws.com";
const arn = "arn:aws:iam::111122223333:role";
const run = {
  Effect: "Allow",
  Action: "ecs:RunTask",
  Resource: "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-nightly:*",
};
const pass = {
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: [`${arn}/nightly-task`, `${arn}/nightly-execution`],
  Condition: { StringEquals: { "iam:PassedToService": ecs } },
};

export const cronPassesItsOwnRoles = stackRule({
  id: "cron-passes-its-own-roles",
  title: "What keeps the time may start its own task and hand on that task's roles, and no others",
  requirements: ["G07"],
  judges: clocks,
  why: "Whoever may start any task with any role can be every service of the product; nobody looks at the role of a clock.",
  fix: "Allow ecs:RunTask on the task's family alone, and iam:PassRole on its two roles, with iam:PassedToService ecs-tasks.amazonaws.com.",
  findings: (stack) => crons(stack).flatMap((cron) => wrong(stack, cron)),
  examples: {
    pass: [having(run, pass)],
    fail: [
      having(run, { ...pass, Resource: "*" }),
      having(run, { ...pass, Resource: `${arn}/api-task` }),
      having(run, { ...pass, Condition: {} }),
      having(run, {
        ...pass,
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      }),
      having({ ...run, Resource: "*" }, pass),
      having({ ...run, Resource: run.Resource.replace("nightly", "*") }, pass),
      having({ ...run, Resource: run.Resource.replace("nightly", "api") }, pass),
      having(run, { ...pass, Action: "*" }),
      started(),
      carrying(unknown),
    ],
  },
});

function wrong(stack: StackView, { node, uses, definition, family }: Cron): readonly StackFinding[] {
  const [its] = uses.filter(({ type }) => type === role);
  if (!its) return [{ node, says: "is started by no role of this stack" }];
  const { statements, unread } = rightsOf(stack, its);
  if (unread) return [{ node: its, says: "its rights are known only after deploy", notProven: true }];
  const roles = ["taskRoleArn", "executionRoleArn"]
    .flatMap((property) => definition?.uses(property) ?? [])
    .map((own): unknown => own.known("name"));
  const allowing = (action: string) =>
    statements.filter(({ allows, actions }) => allows && actions.some((one) => covers(one, action)));
  return [
    ...allowing("iam:PassRole").flatMap((one) => [
      ...one.resources
        .filter((given) => !roles.includes(given.split(":role/")[1]))
        .map((given) => `may hand on ${given}, which is no role of its task`),
      ...(handsToEcs(one) ? [] : ["may hand roles to others than ECS tasks"]),
    ]),
    ...allowing("ecs:RunTask").flatMap(({ resources }) =>
      resources
        .filter((given) => given.split(":task-definition/")[1]?.split(":")[0] !== family)
        .map((given) => `may start ${given}, which is not its task`),
    ),
  ].map((says) => ({ node: its, says }));
}

const handsToEcs = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, operator, values }) =>
      key === "iam:passedtoservice" &&
      /^String(?:Equals|Like)$/.test(operator) &&
      values.every((value) => value === ecs),
  );

function having(...entries: readonly object[]): StackExample {
  return carrying(written(...entries));
}

function carrying(policy: unknown): StackExample {
  return [
    ...["task", "execution", "clock"].map((name) => ({
      type: role,
      name,
      props: { name: `nightly-${name}` },
    })),
    { type: rolePolicy, name: "policy", props: { policy }, uses: { role: ["clock"] } },
    ...started({}, ["clock"]).map((one) =>
      one.name === "nightly-task"
        ? { ...one, uses: { taskRoleArn: ["task"], executionRoleArn: ["execution"] } }
        : one,
    ),
  ];
}
