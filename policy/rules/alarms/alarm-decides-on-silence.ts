import { metricAlarm } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const alarmDecidesOnSilence = resourceRule({
  id: "alarm-decides-on-silence",
  title: "Every alarm says what a missing number means",
  requirements: ["G06", "P14", "C15"],
  judges: metricAlarm,
  why: "By default an alarm without data goes grey and says nothing: right for a ratio without requests, wrong for tasks that are gone.",
  fix: 'Set treatMissingData to "breaching" or "notBreaching" (or "ignore"), whichever is meant.',
  findings: ({ treatMissingData }) =>
    ["breaching", "notBreaching", "ignore", "missing"].includes(treatMissingData)
      ? []
      : ["treatMissingData is not decided"],
  examples: {
    pass: [{ props: { treatMissingData: "breaching" } }, { props: { treatMissingData: "notBreaching" } }],
    fail: [{ props: {} }, { props: { treatMissingData: "good" } }],
  },
});
