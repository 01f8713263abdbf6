import { service } from "../../reading/aws-types.ts";
import { says } from "../../reading/named.ts";
import { release, shiftedBy, shiftingService, shiftSettings } from "../../reading/release-examples.ts";
import { type Shift, shiftingServices, shiftPath, shifts } from "../../reading/releases.ts";
import { stackRule } from "../../rule.ts";

const needed = ["alternateTargetGroupArn", "productionListenerRule", "roleArn"];

export const shiftingServiceHasAlternateGroup = stackRule({
  id: "shifting-service-has-alternate-group",
  title: "A release that gets its traffic bit by bit has a group of targets of its own",
  requirements: ["P16", "K05"],
  judges: service,
  why: "ECS shifts traffic between two target groups; with one, the first percent of the canary is everybody.",
  fix: "Give loadBalancers[].advancedConfiguration a second alternateTargetGroupArn, a productionListenerRule of the stack and a roleArn.",
  findings: (stack) => {
    const ways = shifts(stack);
    const without = shiftingServices(stack).filter((node) => !ways.some(({ service: of }) => of === node));
    return [
      ...without
        .filter((node) => !says(node, ["serviceConnectConfiguration"]))
        .map((node) => ({ node, says: "has nothing to shift: neither a balancer nor Service Connect" })),
      ...ways.flatMap((way) => wrong(way).map((text) => ({ node: way.service, says: text }))),
    ];
  },
  examples: {
    pass: [
      release(),
      [{ type: service, name: "worker", props: { deploymentConfiguration: { strategy: "ROLLING" } } }],
      release({ api: shiftingService({ loadBalancers: undefined, serviceConnectConfiguration: {} }) }),
    ],
    fail: [
      release({ api: shiftingService({ loadBalancers: [] }) }),
      release({ api: shiftedBy(undefined) }),
      ...needed.map((part) =>
        release({
          api: shiftedBy(Object.fromEntries(Object.entries(shiftSettings).filter(([key]) => key !== part))),
        }),
      ),
      release({ api: shiftedBy(shiftSettings, ["blue", "users", "tests", "shifts"]) }),
      release({ api: shiftedBy(shiftSettings, ["blue", "green", "shifts"]) }),
      release({ api: shiftedBy({ ...shiftSettings, productionListenerRule: "arn:elsewhere" }) }),
    ],
  },
});

function wrong({ service: node, at, groups, productionRules }: Shift): readonly string[] {
  const missing = needed.filter((part) => !says(node, shiftPath(at, part)));
  if (missing.length > 0) return [`its advancedConfiguration has no ${missing.join(" and no ")}`];
  return [
    ...(groups.length < 2 ? ["its alternate target group is not a second one of the stack"] : []),
    ...(productionRules.length === 0 ? ["its production rule is not in the stack"] : []),
  ];
}
