import { alarmTopics, routesOf, ticketTopics, wakes } from "../../alarms/routes.ts";
import { metricAlarm, subscription, topic } from "../../reading/aws-types.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const route = (name: string, protocol: string, of = "oncall"): StackExample[number] => ({
  type: subscription,
  name,
  props: { protocol },
  uses: { topic: [of] },
});
const paged: StackExample = [
  { type: topic, name: "oncall" },
  { type: metricAlarm, name: "slow", uses: { alarmActions: ["oncall"] } },
];
const ticketed: StackExample = [
  { type: topic, name: "tickets" },
  { type: metricAlarm, name: "large", uses: { alarmActions: ["tickets"] } },
  route("third", "email", "tickets"),
];

export const pageReachesTwoPeople = stackRule({
  id: "page-reaches-two-people",
  title: "A page has two ways to a person, and one of them wakes",
  requirements: ["G15"],
  judges: topic,
  floor: "production",
  why: "One way fails with its provider, its battery or its holiday; and a mailbox wakes nobody at night.",
  fix: "Give each topic that alarms page through two TopicSubscriptions, one of them to an on-call tool over https (or by sms). A topic for what can wait needs one.",
  findings: (stack) =>
    alarmTopics(stack)
      .filter((node) => !ticketTopics(stack).has(node))
      .flatMap((node) => {
        const routes = routesOf(stack, node);
        return [
          ...(routes.length >= 2 ? [] : [{ node, says: `has ${routes.length} of 2 ways to a person` }]),
          ...(routes.some(wakes) ? [] : [{ node, says: "wakes nobody" }]),
        ];
      }),
  examples: {
    pass: [
      [...paged, route("first", "https"), route("second", "email")],
      [...paged, route("first", "sms"), route("second", "https"), ...ticketed],
      [{ type: topic, name: "events" }],
    ],
    fail: [
      [...paged],
      [...paged, route("first", "https")],
      [...paged, route("first", "email"), route("second", "email")],
      [...paged, route("first", "https"), ...ticketed],
    ],
  },
});
