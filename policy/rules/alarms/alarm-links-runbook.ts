import { compositeAlarm, metricAlarm } from "../../reading/aws-types.ts";
import { isPlaceholder } from "../../reading/placeholders.ts";
import { resourceRule } from "../../rule.ts";

export const alarmLinksRunbook = resourceRule({
  id: "alarm-links-runbook",
  title: "Every page says what to do",
  requirements: ["G15", "C23"],
  judges: [metricAlarm, compositeAlarm],
  why: "At three in the morning the description is all that the person on call has.",
  fix: "Put what is wrong and an https:// link to the runbook's chapter into alarmDescription.",
  findings: ({ alarmDescription = "" }) => {
    const [link] = /https:\/\/[^\s/]+\.[^\s]+/.exec(alarmDescription) ?? [];
    if (!link) return ["alarmDescription links to no runbook"];
    return isPlaceholder(link) ? [`alarmDescription links to ${link}`] : [];
  },
  examples: {
    pass: [{ props: { alarmDescription: "p95 is above 250 ms: https://docs.shop.example/runbook#p95" } }],
    fail: [
      { props: {} },
      { props: { alarmDescription: "p95 is above 250 ms" } },
      { props: { alarmDescription: "see https://example.com/runbook" } },
    ],
  },
});
