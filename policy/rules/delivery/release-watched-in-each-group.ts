import type { Alarm } from "../../alarms/alarm.ts";
import { alarm, mathAlarm } from "../../alarms/alarm-examples.ts";
import { type Demand, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { card } from "../../alarms/card.ts";
import { undoingOf } from "../../alarms/undoing.ts";
import { service, targetGroups } from "../../reading/aws-types.ts";
import { release, shiftingService } from "../../reading/release-examples.ts";
import { type Shift, shifts } from "../../reading/releases.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const namespace = "AWS/ApplicationELB";
const asked = 100_000;

export const releaseWatchedInEachGroup = stackRule({
  id: "release-watched-in-each-group",
  title: "Slow or failing answers of a new release take it back, whichever group it is in",
  requirements: ["K05", "K17", "P16"],
  judges: service,
  why: "The groups take turns, and at a twentieth of the traffic only the group's own numbers show that a release is broken.",
  fix: "Name in alarms.alarmNames, for each of the two target groups, an alarm on its TargetResponseTime p95 and one on its share of HTTPCode_Target_5XX_Count.",
  findings: (stack) =>
    shifts(stack).flatMap((way) => {
      const undoing = undoingOf(stack, way.service);
      const about = (found: Alarm): boolean => undoing.has(found.node);
      return demands(way).flatMap((demand) => unwatched(stack, { ...demand, about }));
    }),
  examples: {
    pass: [
      watched({}),
      watched({ api: undoneBy({ alarmNames: ["blue-p95", "blue-5xx", "green-p95", "green-5xx"] }) }),
      [{ type: service, name: "worker" }],
    ],
    fail: [
      release(),
      watched({ api: undoneBy({ alarmNames: ["blue-p95", "blue-5xx", "green-p95"] }) }),
      watched({ api: undoneBy({ alarmNames: ["blue-p95", "green-p95", "green-5xx"] }) }),
      watched({ api: undoneBy({}, ["blue-p95", "blue-5xx"]) }),
      watched({ "green-5xx": failing("blue") }),
      watched({ "green-p95": slow("green", 2) }),
      watched({ "blue-5xx": failing("blue", 5) }),
      watched({
        "blue-p95": { ...slow("blue"), uses: { metricQueries: ["blue"] }, props: { name: "blue-p95" } },
      }),
    ],
  },
});

/** The card's numbers, of each group by itself. */
function demands({ service: node, groups }: Shift): readonly Demand[] {
  const about = { targets: groups, namespace, undoes: true } as const;
  return [
    {
      ...about,
      metrics: ["TargetResponseTime"],
      statistic: /^p(?:9[5-9]|100)/,
      lacks: `no alarm on its TargetResponseTime takes a release of ${node.name} back`,
      wrong: (found) =>
        trial(found, {
          breach: { TargetResponseTime: card.p95.seconds + 0.001 },
          calm: { TargetResponseTime: 0.01 },
          within: card.p95.within,
          breachIs: `p95 is above ${card.p95.seconds} s`,
        }),
    },
    {
      ...about,
      metrics: ["HTTPCode_Target_5XX_Count"],
      statistic: /^(?:Sum|SampleCount)$/,
      lacks: `no alarm on its HTTPCode_Target_5XX_Count takes a release of ${node.name} back`,
      wrong: (found) =>
        trial(found, {
          breach: { RequestCount: asked, HTTPCode_Target_5XX_Count: asked * card.errors.share + 1 },
          calm: { RequestCount: asked, HTTPCode_Target_5XX_Count: 0 },
          within: card.errors.within,
          breachIs: `more than ${card.errors.share * 100} % of answers are 5xx`,
        }),
    },
  ];
}

type Part = Omit<StackExample[number], "name">;

function slow(group: string, threshold = 0.25): Part {
  const p95 = { namespace, metricName: "TargetResponseTime", statistic: undefined, extendedStatistic: "p95" };
  return alarm(group, { name: `${group}-p95`, ...p95, threshold });
}

function failing(group: string, threshold = 0.5): Part {
  const metrics = { e: "HTTPCode_Target_5XX_Count", r: "RequestCount" };
  return mathAlarm(group, namespace, "100 * e / r", metrics, { name: `${group}-5xx`, threshold });
}

function undoneBy(alarms: object, uses = ["blue-p95", "blue-5xx", "green-p95", "green-5xx"]): Part {
  return shiftingService({ alarms: { enable: true, rollback: true, ...alarms } }, { alarms: uses });
}

function watched(changes: Readonly<Record<string, Part>>): StackExample {
  return release({
    blue: { type: targetGroups[0] },
    green: { type: targetGroups[0] },
    "blue-p95": slow("blue"),
    "blue-5xx": failing("blue"),
    "green-p95": slow("green"),
    "green-5xx": failing("green"),
    api: undoneBy({ alarmNames: ["blue-p95", "blue-5xx", "green-p95", "green-5xx"] }),
    ...changes,
  });
}
