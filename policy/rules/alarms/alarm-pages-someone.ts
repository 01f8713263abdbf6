import { oncall, reachingNobody } from "../../alarms/paging.ts";
import { compositeAlarm, metricAlarm, scalingPolicy, service, topic } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const type = metricAlarm;
const named = (name: string) => ({ type, name, props: { name } });
const composite = (alarmRule: string, more: object = {}, tells: readonly string[] = ["oncall"]) => ({
  type: compositeAlarm,
  name: "unwell",
  props: { alarmName: "unwell", alarmRule, ...more },
  uses: { alarmActions: tells },
});

export const alarmPagesSomeone = stackRule({
  id: "alarm-pages-someone",
  title: "Every alarm reaches a person",
  requirements: ["G15", "G06"],
  controls: ["FSBP CloudWatch.15", "CKV_AWS_319"],
  judges: [metricAlarm, compositeAlarm],
  why: "An alarm that only turns red on a page nobody looks at is how outages are found by customers.",
  fix: "Set alarmActions to the on-call topic, and give that topic a TopicSubscription.",
  findings: (stack) => reachingNobody(stack, "alarmActions"),
  examples: {
    pass: [
      [...oncall, { type, name: "slow", uses: { alarmActions: ["oncall"] } }],
      [
        { ...oncall[0], type: topic, name: "oncall", props: { arn: "arn:t" } },
        { type: "aws:sns/topicSubscription:TopicSubscription", name: "route", props: { topic: "arn:t" } },
        { type, name: "slow", props: { alarmActions: ["arn:t"] } },
      ],
      [
        { type: scalingPolicy, name: "out" },
        { type, name: "busy", uses: { alarmActions: ["out"] } },
      ],
      [
        { type: service, name: "api", uses: { alarms: ["deploy-slow"] } },
        { type, name: "deploy-slow" },
      ],
      [
        ...oncall,
        { type, name: "slow" },
        { type: compositeAlarm, name: "down", uses: { alarmRule: ["slow"], alarmActions: ["oncall"] } },
      ],
      [...oncall, named("slow"), composite("ALARM(slow)")],
      [
        ...oncall,
        ...["1h", "5m", "quiet", "red"].map(named),
        composite('(ALARM("1h") AND ALARM("5m")) OR NOT (OK(red) OR OK("quiet"))'),
      ],
      [
        ...oncall,
        { ...named("gone"), uses: { alarmActions: ["oncall"] } },
        named("slow"),
        composite("ALARM(slow)", {
          actionsSuppressor: { alarm: "gone", waitPeriod: 60, extensionPeriod: 60 },
        }),
      ],
    ],
    fail: [
      [...oncall, { type, name: "slow" }],
      [...oncall, { type, name: "slow", props: { alarmActions: [] } }],
      [...oncall, { type, name: "slow", props: { alarmActions: ["arn:elsewhere"] } }],
      [
        { type: topic, name: "oncall" },
        { type, name: "slow", uses: { alarmActions: ["oncall"] } },
      ],
      [
        ...oncall,
        { type, name: "slow" },
        { type: compositeAlarm, name: "down", uses: { alarmRule: ["slow"] } },
      ],
      [...oncall, named("slow"), composite("NOT ALARM(slow)")],
      [...oncall, named("slow"), composite("ALARM(other)")],
      [...oncall, named("slow"), composite("ALARM(slow")],
      [...oncall, named("slow"), composite("ALARM(slow)", {}, [])],
      [
        ...oncall,
        { type: compositeAlarm, name: "always", props: { alarmName: "always", alarmRule: "TRUE" } },
        named("slow"),
        composite("ALARM(slow)", { actionsSuppressor: { alarm: "always" } }),
      ],
    ],
  },
});
