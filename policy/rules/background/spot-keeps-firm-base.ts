import { worker } from "../../alarms/of-worker.ts";
import { scalingTarget, service } from "../../reading/aws-types.ts";
import { leastTasks } from "../../reading/ecs.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const spot = "FARGATE_SPOT";

export const spotKeepsFirmBase = stackRule({
  id: "spot-keeps-firm-base",
  title: "The fewest tasks that a service may have are none that AWS can take back",
  requirements: ["P09", "K23"],
  floor: "production",
  judges: service,
  why: "AWS takes spare capacity back with two minutes' notice, often all of a size at once: what is left then must still be what was called the least.",
  fix: "Set the base of the FARGATE capacity provider to the minCapacity of the scaling target, or to desiredCount where nothing scales it.",
  findings: (stack) =>
    stack.all(service).flatMap((node) => {
      const { firm, spare } = capacity(node);
      const least = Math.max(leastTasks(stack, node) ?? 1, 1);
      return !spare || firm >= least
        ? []
        : [{ node, says: `${least - firm} of its ${least} tasks may be on ${spot}` }];
    }),
  examples: {
    pass: [
      on({ capacityProvider: "FARGATE", base: 2, weight: 50 }, { capacityProvider: spot, weight: 50 }),
      on({ capacityProvider: "FARGATE", base: 1, weight: 1 }),
      on(),
    ],
    fail: [
      on({ capacityProvider: spot, weight: 1 }),
      on({ capacityProvider: "FARGATE", base: 1, weight: 50 }, { capacityProvider: spot, weight: 50 }),
      on({ capacityProvider: "FARGATE", weight: 50 }, { capacityProvider: spot, base: 2, weight: 50 }),
    ],
  },
});

function capacity(node: Node): { readonly firm: number; readonly spare: boolean } {
  const given: unknown = node.known("capacityProviderStrategies");
  const strategies: readonly { readonly capacityProvider?: unknown; readonly base?: number }[] =
    Array.isArray(given) ? given : [];
  return {
    firm: Math.max(
      0,
      ...strategies.flatMap(({ capacityProvider, base = 0 }) => (capacityProvider === spot ? [] : base)),
    ),
    spare: strategies.some(({ capacityProvider }) => capacityProvider === spot),
  };
}

function on(...capacityProviderStrategies: readonly object[]): StackExample {
  return [
    { ...worker, props: { ...worker.props, capacityProviderStrategies } },
    { type: scalingTarget, name: "scaling", props: { minCapacity: 2 }, uses: { resourceId: ["worker"] } },
  ];
}
