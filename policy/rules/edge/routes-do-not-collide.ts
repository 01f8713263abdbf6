import { listenerRules } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const rule = (name: string, priority?: number) =>
  ({
    type: listenerRules[0],
    name,
    props: { listenerArn: "arn:https", ...(priority ? { priority } : {}) },
  }) as const;

export const routesDoNotCollide = stackRule({
  id: "routes-do-not-collide",
  title: "Which route wins is decided, not left to the order of creation",
  requirements: ["P02"],
  judges: listenerRules,
  why: "AWS numbers rules without a priority as they come, and refuses two of the same; either shows only during a deployment.",
  fix: "Give each ListenerRule of a listener a priority of its own.",
  findings: (stack) => {
    const taken = new Map<unknown, Map<number, string>>();
    return stack.all(...listenerRules).flatMap((node) => {
      const priority = node.known("priority");
      if (typeof priority !== "number") return [{ node, says: "has no priority" }];
      const listener = node.uses("listenerArn")[0] ?? node.known("listenerArn");
      const own = taken.get(listener) ?? new Map<number, string>();
      const before = own.get(priority);
      taken.set(listener, own.set(priority, node.name));
      return before === undefined ? [] : [{ node, says: `has priority ${priority}, as ${before} has` }];
    });
  },
  examples: {
    pass: [
      [rule("api", 10), rule("web", 20)],
      [rule("api", 10), { ...rule("web", 10), props: { listenerArn: "arn:other", priority: 10 } }],
    ],
    fail: [[rule("api")], [rule("api", 10), rule("web", 10)]],
  },
});
