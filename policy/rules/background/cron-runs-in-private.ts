import { type Cron, clocks, eachCron, started } from "../../reading/crons.ts";
import { securityGroup } from "../../reading/openings.ts";
import { stackRule } from "../../rule.ts";

const group = { type: securityGroup, name: "group" } as const;
const inside = { networkConfiguration: { assignPublicIp: false } };

export const cronRunsInPrivate = stackRule({
  id: "cron-runs-in-private",
  title:
    "A scheduled task stands where services stand: on Fargate, in a group of the stack, without a public address",
  requirements: ["P02"],
  judges: clocks,
  why: "A task that the clock starts is nobody's service, so it is where a public address and the default group slip in.",
  fix: 'Set launchType: "FARGATE" and a networkConfiguration with assignPublicIp: false and a SecurityGroup of this stack.',
  findings: (stack) => eachCron(stack, wrong),
  examples: {
    pass: [
      [group, ...placed({ launchType: "FARGATE", ...inside }, ["group"])],
      [
        group,
        ...placed({ capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT" }], ...inside }, [
          "group",
        ]),
      ],
    ],
    fail: [
      placed({ launchType: "FARGATE" }),
      [
        group,
        ...placed({ launchType: "FARGATE", networkConfiguration: { assignPublicIp: true } }, ["group"]),
      ],
      [group, ...placed({ launchType: "EC2", ...inside }, ["group"])],
      placed({ launchType: "FARGATE", ...inside }),
    ],
  },
});

function wrong({ task, uses }: Cron): readonly string[] {
  const strategies: unknown = task("capacityProviderStrategies");
  const firm = task("launchType") === "FARGATE" || (Array.isArray(strategies) && strategies.every(isFargate));
  return [
    ...(firm ? [] : ["does not run on Fargate"]),
    ...(task("networkConfiguration") === undefined ? ["has no networkConfiguration"] : []),
    ...(task("networkConfiguration", "assignPublicIp") === true ? ["its task gets a public address"] : []),
    ...(uses.some(({ type }) => type === securityGroup) ? [] : ["wears no security group of the stack"]),
  ];
}

function isFargate(strategy: object): boolean {
  return /^FARGATE(?:_SPOT)?$/.test(String(Object(strategy).capacityProvider));
}

function placed(ecsParameters: object, uses: readonly string[] = []) {
  return started({ ecsParameters }, uses);
}
