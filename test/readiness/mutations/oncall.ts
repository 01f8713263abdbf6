import type { Recording } from "../../../readiness/program/recording.ts";
import { both } from "./documents.ts";
import { disconnect, edit, type Mutation, only, option, remove, set } from "./mutation.ts";

const alarm = (name: RegExp) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name });
const composite = (name: RegExp) => ({ type: "aws:cloudwatch/compositeAlarm:CompositeAlarm", name });
const route = (name: RegExp) => ({ type: "aws:sns/topicSubscription:TopicSubscription", name });
const unwell = composite(/^alarms-api-unwell$/);
const causes = composite(/^alarms-causes-red$/);
const budget = { type: "aws:budgets/budget:Budget" };
const prefix = "prospector-production";

/** One alarm goes from an OR of many: nobody speaks for it any more. */
const without = (name: string) =>
  edit(unwell, ({ alarmRule }) => ({
    alarmRule: String(alarmRule).replace(`ALARM("${prefix}-${name}") OR `, ""),
  }));
const suppressor = (values: object) =>
  edit(unwell, ({ actionsSuppressor }) => ({
    actionsSuppressor: { ...Object(actionsSuppressor), ...values },
  }));

function toTickets(recording: Recording): Recording {
  const tickets = only(recording, { type: "aws:sns/topic:Topic", name: /^oncall-tickets-topic$/ });
  const { propertyDependencies } = only(recording, unwell);
  const { arn } = tickets.outputs.toJavaScript();
  // At a first preview only the relation says to which topic.
  const told = typeof arn === "string" ? set(unwell, { alarmActions: [arn] })(recording) : recording;
  return option(unwell, {
    propertyDependencies: new Map([...propertyDependencies, ["alarmActions", [tickets.urn]]]),
  })(told);
}

export const oncallMutations: readonly Mutation[] = [
  {
    title: "a composite alarm forgets that answers are slow",
    requirement: "K07",
    change: without("api-blue-slow-answers"),
  },
  {
    title: "failing answers page only while answers are slow as well",
    requirement: "K08",
    change: set(unwell, {
      alarmRule: `ALARM("${prefix}-api-blue-slow-answers") AND ALARM("${prefix}-api-blue-failing-answers")`,
    }),
  },
  {
    title: "a service pages when it is well",
    requirement: "G15",
    change: edit(unwell, ({ alarmRule }) => ({ alarmRule: `NOT (${alarmRule})` })),
  },
  {
    title: "slow answers open a ticket",
    requirement: "K07",
    change: toTickets,
  },
  {
    title: "a page is held back by what tells nobody",
    requirement: "G15",
    change: suppressor({ alarm: `${prefix}-api-burn-1h-in-1h` }),
  },
  {
    title: "a page is held back for a day",
    requirement: "G15",
    change: suppressor({ extensionPeriod: 86_400 }),
  },
  {
    title: "what holds pages back is always red",
    requirement: "G15",
    change: set(causes, { alarmRule: "TRUE" }),
  },
  {
    title: "what takes everything down pages nobody",
    requirement: "G15",
    change: disconnect(composite(/^alarms-database-gone$/), "alarmActions", []),
  },
  {
    title: "what fails before it ever worked is not carried home",
    requirement: "G15",
    change: edit(
      { type: "aws:cloudwatch/eventRule:EventRule", name: /^cdn-alarms-rule$/ },
      ({ eventPattern }) => {
        const { detail, ...rest } = JSON.parse(String(eventPattern));
        const state = { state: { value: ["ALARM"] }, previousState: { value: ["OK"] } };
        const over = { state: { value: ["OK"] }, previousState: { value: ["ALARM"] } };
        return { eventPattern: JSON.stringify({ ...rest, detail: { ...detail, $or: [state, over] } }) };
      },
    ),
  },
  {
    title: "only one person is paged",
    requirement: "G15",
    change: remove(route(/^oncall-route-2$/)),
  },
  {
    title: "pages wait in mailboxes",
    requirement: "G15",
    change: set(route(/^oncall-route-1$/), { protocol: "email", endpoint: "second@prospector.example" }),
  },
  {
    title: "nobody reads tickets",
    requirement: "G15",
    change: remove(route(/^oncall-tickets-route-2$/)),
  },
  { title: "nobody hears what it costs", requirement: "G15", change: remove(budget) },
  {
    title: "costs are told when they are four times too high",
    requirement: "G15",
    change: edit(budget, ({ notifications }) => ({
      notifications: Object.values(Object(notifications)).map((one) => ({ ...Object(one), threshold: 400 })),
    })),
  },
  {
    title: "budgets may not write to the topic",
    requirement: "G15",
    change: edit(
      { type: "aws:sns/topicPolicy:TopicPolicy", name: /^oncall-tickets-policy$/ },
      ({ policy }) => ({
        policy: String(policy).replaceAll("budgets.amazonaws.com", "backup.amazonaws.com"),
      }),
    ),
  },
  {
    title: "a month's error budget may go in a few days",
    requirement: "K23",
    change: both(remove(alarm(/-api-burn-24h-in-1d$/)), remove(alarm(/-api-burn-72h-in-3d$/))),
  },
  {
    title: "one answer in a hundred may be slow all day",
    requirement: "K23",
    change: remove(alarm(/-api-green-slow-day$/)),
  },
];
