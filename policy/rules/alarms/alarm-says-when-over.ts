import { oncall, reachingNobody } from "../../alarms/paging.ts";
import { compositeAlarm, metricAlarm, topic } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const type = metricAlarm;

export const alarmSaysWhenOver = stackRule({
  id: "alarm-says-when-over",
  title: "Whoever was paged is told when it is over",
  requirements: ["G15"],
  judges: [metricAlarm, compositeAlarm],
  why: "Without it the incident stays open in the on-call tool, and the next page of the same alarm is swallowed by it.",
  fix: "Set okActions to the on-call topic as well.",
  findings: (stack) => reachingNobody(stack, "okActions"),
  examples: {
    pass: [[...oncall, { type, name: "slow", uses: { alarmActions: ["oncall"], okActions: ["oncall"] } }]],
    fail: [
      [...oncall, { type, name: "slow", uses: { alarmActions: ["oncall"] } }],
      [
        ...oncall,
        { type: topic, name: "silent" },
        { type, name: "slow", uses: { alarmActions: ["oncall"], okActions: ["silent"] } },
      ],
    ],
  },
});
