import { service, taskDefinition } from "../../reading/aws-types.ts";
import { role } from "../../reading/grants.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

/** The role by identity where the program made it, else by the name it is known by. */
const roleOf = (task: Node): Node | string | undefined =>
  task.uses("taskRoleArn").find(({ type }) => type === role) ?? task.known("taskRoleArn");

export const taskHasOwnRole = stackRule({
  id: "task-has-own-role",
  title: "Every service has a role of its own, so that it can do no more than it needs",
  requirements: ["P05", "G13"],
  why: "A scraper that shares the API's role can read what the API can; isolation on the network does not help then.",
  fix: "Give each service's task definition a taskRoleArn that no other service uses.",
  judges: service,
  findings: (stack) => {
    const wearers = new Map<Node | string, Set<Node>>();
    const roles = stack.all(service).flatMap((node) => {
      const tasks = node.uses("taskDefinition").filter(({ type }) => type === taskDefinition);
      return tasks.map((task) => ({ node, worn: roleOf(task) }));
    });
    for (const { node, worn } of roles)
      if (worn !== undefined) wearers.set(worn, (wearers.get(worn) ?? new Set()).add(node));
    return roles.flatMap(({ node, worn }) => {
      if (worn === undefined) return [{ node, says: "its tasks have no role of their own" }];
      const [other] = [...(wearers.get(worn) ?? [])].filter((one) => one !== node);
      return other ? [{ node, says: `it shares its task role with ${other.name}` }] : [];
    });
  },
  examples: {
    pass: [[...running("api", "api-role"), ...running("worker", "worker-role")]],
    fail: [
      [...running("api", "shared"), ...running("worker", "shared").slice(1)],
      [
        { type: taskDefinition, name: "task" },
        { type: service, name: "api", uses: { taskDefinition: ["task"] } },
      ],
      ["api", "worker"].flatMap((name) => [
        {
          type: taskDefinition,
          name: `${name}-task`,
          props: { taskRoleArn: "arn:aws:iam::111122223333:role/all" },
        },
        { type: service, name, uses: { taskDefinition: [`${name}-task`] } },
      ]),
    ],
  },
});

function running(name: string, roleName: string): StackExample {
  return [
    { type: role, name: roleName },
    { type: taskDefinition, name: `${name}-task`, uses: { taskRoleArn: [roleName] } },
    { type: service, name, uses: { taskDefinition: [`${name}-task`] } },
  ];
}
