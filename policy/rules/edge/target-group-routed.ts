import { listenerRules, listeners, targetGroups } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const group = { type: targetGroups[0], name: "api" } as const;

export const targetGroupRouted = stackRule({
  id: "target-group-routed",
  title: "Every service that waits for requests has a route that brings them",
  requirements: ["P02", "C11"],
  judges: targetGroups,
  why: "A group that no rule names is never asked for its health, and ECS refuses the service that registers in it.",
  fix: "Add a ListenerRule on the HTTPS listener that forwards to the group, or remove the group.",
  findings: (stack) =>
    stack.all(...targetGroups).flatMap((node) => {
      const routed =
        listenerRules.some((type) => stack.pointing(type, "actions", node).length > 0) ||
        listeners.some((type) => stack.pointing(type, "defaultActions", node).length > 0);
      return routed ? [] : [{ node, says: "no listener rule forwards to it" }];
    }),
  examples: {
    pass: [
      [group, { type: listenerRules[0], name: "route", uses: { actions: ["api"] } }],
      [group, { type: listeners[0], name: "https", uses: { defaultActions: ["api"] } }],
    ],
    fail: [
      [group],
      [
        group,
        { ...group, name: "other" },
        { type: listenerRules[0], name: "route", uses: { actions: ["other"] } },
      ],
    ],
  },
});
