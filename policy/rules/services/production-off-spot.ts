import { service } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const productionOffSpot = resourceRule({
  id: "production-off-spot",
  title: "Production keeps running when AWS wants its spare capacity back",
  requirements: ["K23", "P02"],
  why: "FARGATE_SPOT tasks are stopped with two minutes' notice, often all of a size at once.",
  fix: "Give the FARGATE capacity provider a base of 1 or more, or use it alone.",
  floor: "production",
  judges: service,
  findings: ({ capacityProviderStrategies = [] }) => {
    const strategies: readonly { capacityProvider: string; base?: number }[] = capacityProviderStrategies;
    const spot = strategies.some(({ capacityProvider }) => capacityProvider === "FARGATE_SPOT");
    const firm = strategies.some(
      ({ capacityProvider, base = 0 }) => capacityProvider !== "FARGATE_SPOT" && base >= 1,
    );
    return spot && !firm ? ["may run on FARGATE_SPOT alone"] : [];
  },
  examples: {
    pass: [
      { props: {} },
      { props: { capacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }] } },
      {
        props: {
          capacityProviderStrategies: [
            { capacityProvider: "FARGATE", base: 2, weight: 0 },
            { capacityProvider: "FARGATE_SPOT", weight: 1 },
          ],
        },
      },
    ],
    fail: [
      { props: { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] } },
      {
        props: {
          capacityProviderStrategies: [
            { capacityProvider: "FARGATE", weight: 1 },
            { capacityProvider: "FARGATE_SPOT", weight: 4 },
          ],
        },
      },
    ],
  },
});
