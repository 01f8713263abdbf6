import { compositeAlarm, metricAlarm } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const alarmSwitchedOn = resourceRule({
  id: "alarm-switched-on",
  title: "No alarm is muted in the program",
  requirements: ["G15", "G18"],
  controls: ["FSBP CloudWatch.17", "CKV_AWS_319"],
  judges: [metricAlarm, compositeAlarm],
  why: "A mute for one bad night that was deployed stays for a year. CloudWatch has mute rules that end by themselves.",
  fix: "Leave actionsEnabled out or set it to true.",
  findings: ({ actionsEnabled }) => (actionsEnabled === false ? ["actionsEnabled is false"] : []),
  examples: {
    pass: [{ props: {} }, { props: { actionsEnabled: true } }],
    fail: [{ props: { actionsEnabled: false } }],
  },
});
