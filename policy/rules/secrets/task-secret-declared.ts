import { secret, secretVersion, taskDefinition } from "../../reading/aws-types.ts";
import { cluster, instance } from "../../reading/data-tier.ts";
import { perStack } from "../../reading/per-stack.ts";
import { lastNameOf } from "../../reading/rotations.ts";
import { nameInArn } from "../../reading/secret-arns.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const parameter = "aws:ssm/parameter:Parameter";
/** What a task's secret can come from; a database's managed password is its own secret. */
const holders: ReadonlySet<string> = new Set([secret, parameter]);
const sources: ReadonlySet<string> = new Set([...holders, secretVersion, instance, cluster]);

export const taskSecretDeclared = stackRule({
  id: "task-secret-declared",
  title: "Every secret that a task asks for exists in the stack",
  requirements: ["G07", "G09", "P06", "K01"],
  why: "ECS looks a secret up when the task starts: one that is missing stops the deployment, or the scale-out at night.",
  fix: "Declare the secret in this stack and give its ARN as valueFrom.",
  judges: taskDefinition,
  findings: (stack) =>
    stack.all(taskDefinition).flatMap((node) => {
      const asked = (stack.containers(node) ?? []).flatMap(({ secrets = [] }) => secrets);
      const missing = asked.filter(
        ({ valueFrom }) => valueFrom !== undefined && !declared(stack).has(nameInArn(valueFrom)),
      );
      const open = new Set(asked.filter(({ valueFrom }) => valueFrom === undefined).map(({ name }) => name));
      return [
        ...missing.map(({ name, valueFrom }) => ({
          node,
          says: `${name} comes from ${nameInArn(valueFrom ?? "")}, which is not of this stack`,
        })),
        ...unmatched(node, open).map((name) => ({
          node,
          says: `${name} comes from no secret of this stack`,
        })),
      ];
    }),
  examples: {
    pass: [
      [{ type: taskDefinition, name: "api", props: { containerDefinitions: "[{}]" } }],
      task([
        {
          name: "TOKEN",
          valueFrom: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/TOKEN-a1B2c3",
        },
      ]),
      task([
        {
          name: "TOKEN",
          valueFrom: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/TOKEN-a1B2c3:key::",
        },
      ]),
      task([{ name: "TOKEN" }], ["TOKEN"]),
      task([{ name: "API_TOKEN" }], ["TOKEN"]),
      task([{ name: "TOKEN" }, { name: "TOKEN_PREVIOUS" }], ["TOKEN"]),
      [
        { type: secret, name: "MIGRATION_URL", props: { name: "shop/MIGRATION_URL" } },
        ...task([{ name: "TOKEN" }, { name: "DATABASE_URL" }], ["TOKEN", "MIGRATION_URL"]),
      ],
    ],
    fail: [
      task([
        {
          name: "OTHER",
          valueFrom: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/OTHER-a1B2c3",
        },
      ]),
      task([{ name: "TOKEN" }], []),
      task([{ name: "TOKEN" }, { name: "OTHER" }], ["TOKEN"]),
      [
        { type: instance, name: "database", props: { manageMasterUserPassword: true } },
        ...task([{ name: "TOKEN" }, { name: "OTHER" }], ["TOKEN", "database"]),
      ],
      task([{ name: "API_TOKEN" }, { name: "OTHER" }], ["TOKEN"]),
      task([{ name: "FLAG", valueFrom: "arn:aws:ssm:eu-central-1:111122223333:parameter/shop/flag" }]),
    ],
  },
});

/** The names by which this stack's secrets and parameters can be asked for. */
const declared = perStack((stack: StackView): ReadonlySet<string> => {
  const managed = stack
    .all(instance, cluster)
    .some((node) => node.known("manageMasterUserPassword") === true);
  const names = stack
    .all(secret, parameter)
    .flatMap((node): readonly unknown[] => [node.known("name"), node.known("arn"), node.known("id")])
    .filter((name): name is string => typeof name === "string")
    .map(nameInArn);
  return new Set([...names, ...(managed ? ["rds!"] : [])]);
});

/**
 * Where ARNs are unknown: each name needs a secret that the definition was computed from, by its name, as one of
 * several values in it (`JWT_PREVIOUS` of `JWT`), or at least by number, where variables are named otherwise.
 */
function unmatched(node: Node, names: ReadonlySet<string>): readonly string[] {
  const used = [...new Set(node.uses("containerDefinitions").filter(({ type }) => sources.has(type)))];
  const left = [...names].filter((name) => !used.some((one) => isOf(name, one)));
  if (left.length === names.size) return left.slice(used.length);
  // A database among them may have given its address.
  const spare = used.filter((one) => holders.has(one.type) && ![...names].some((name) => isOf(name, one)));
  return left.slice(spare.length);
}

const isOf = (name: string, source: Node): boolean => {
  const called = lastNameOf(source);
  return name === called || name.startsWith(`${called}_`);
};

function task(secrets: readonly object[], used?: readonly string[]): StackExample {
  return [
    { type: secret, name: "TOKEN", props: { name: "shop/TOKEN" } },
    { type: "golive:run:Task", name: "around", props: used ? { containers: [{ secrets }] } : {} },
    {
      type: taskDefinition,
      name: "api",
      parent: "around",
      props: used ? {} : { containerDefinitions: JSON.stringify([{ secrets }]) },
      uses: used ? { containerDefinitions: used } : {},
    },
  ];
}
