import { service } from "../../reading/aws-types.ts";
import { paceOf } from "../../reading/release-times.ts";
import { type Props, resourceRule } from "../../rule.ts";

/** The go-live card's numbers (K05). */
const least = { percent: 5, step: 10, minutes: 10 };
const behind = { loadBalancers: [{ containerPort: 8000 }] };
const canary = (canaryPercent: number, canaryBakeTimeInMinutes: string, bakeTimeInMinutes?: string) => ({
  props: {
    ...behind,
    deploymentConfiguration: {
      strategy: "CANARY",
      canaryConfiguration: { canaryPercent, canaryBakeTimeInMinutes },
      ...(bakeTimeInMinutes && { bakeTimeInMinutes }),
    },
  },
});
const linear = (stepPercent: number, stepBakeTimeInMinutes: string) => ({
  props: {
    ...behind,
    deploymentConfiguration: {
      strategy: "LINEAR",
      linearConfiguration: { stepPercent, stepBakeTimeInMinutes },
      bakeTimeInMinutes: "10",
    },
  },
});
const plain = (strategy: string, bakeTimeInMinutes = "10") => ({
  props: { ...behind, deploymentConfiguration: { strategy, bakeTimeInMinutes } },
});

export const firstStepSmall = resourceRule({
  id: "first-step-small",
  title: "A release meets a few users first, and all of them only after ten good minutes",
  requirements: ["K05", "P16"],
  judges: service,
  why: "What a smoke test does not see, users do: a twentieth of them for ten minutes is what a mistake may cost.",
  fix: `Set deploymentConfiguration to CANARY with canaryPercent of ${least.percent} at most (or LINEAR with stepPercent of ${least.step}), ${least.minutes} minutes before all traffic and a bakeTimeInMinutes of "${least.minutes}".`,
  floor: "production",
  findings: ({ deploymentConfiguration: deployment = {}, loadBalancers = [] }) =>
    loadBalancers.length === 0 ? [] : wrong(deployment),
  examples: {
    pass: [
      canary(5, "10", "10"),
      canary(1, "60", "1440"),
      linear(10, "2"),
      { props: { deploymentConfiguration: { strategy: "ROLLING" } } },
      { props: {} },
    ],
    fail: [
      canary(50, "10", "10"),
      canary(5, "5", "10"),
      canary(5, "10"),
      canary(5, "10", "9"),
      linear(20, "10"),
      linear(10, "1"),
      plain("CANARY"),
      plain("LINEAR"),
      plain("BLUE_GREEN"),
      plain("ROLLING"),
      { props: behind },
    ],
  },
});

function wrong(deployment: Props): readonly string[] {
  const { strategy = "ROLLING" } = deployment;
  const { shifting, baking } = paceOf(deployment);
  if (strategy !== "CANARY" && strategy !== "LINEAR")
    return [`it is deployed by ${strategy}, which has no first small step`];
  const [share, most] =
    strategy === "CANARY"
      ? [deployment.canaryConfiguration?.canaryPercent, least.percent]
      : [deployment.linearConfiguration?.stepPercent, least.step];
  return [
    ...(share <= most
      ? []
      : [`its first step is ${share ?? "not set"} % of the traffic, ${most} % is the limit`]),
    ...(shifting >= least.minutes ? [] : [`all traffic follows after ${shifting} minutes`]),
    ...(baking >= least.minutes ? [] : [`the release before it is gone after ${baking} minutes`]),
  ];
}
