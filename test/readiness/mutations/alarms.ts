import { both } from "./documents.ts";
import { disconnect, type Mutation, remove, set } from "./mutation.ts";

const alarm = (name: RegExp) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name });
const slow = alarm(/-api-blue-slow-answers$/);
const failing = alarm(/-api-blue-failing-answers$/);
const connections = alarm(/-database-connections$/);
const composite = (name: RegExp) => ({ type: "aws:cloudwatch/compositeAlarm:CompositeAlarm", name });
const topic = { type: "aws:sns/topic:Topic", name: /^oncall-topic$/ };
const routes = [/^oncall-route-1$/, /^oncall-route-2$/].map((name) => ({
  type: "aws:sns/topicSubscription:TopicSubscription",
  name,
}));

export const alarmMutations: readonly Mutation[] = [
  { title: "nobody is told that answers are slow", requirement: "K07", change: remove(slow) },
  { title: "slow means half a second", requirement: "K07", change: set(slow, { threshold: 0.5 }) },
  {
    title: "slow answers are noticed after an hour",
    requirement: "K07",
    change: set(slow, { period: 3600 }),
  },
  { title: "nobody is told of failing answers", requirement: "K08", change: remove(failing) },
  { title: "five percent may fail", requirement: "K08", change: set(failing, { threshold: 5 }) },
  { title: "nobody is told that connections run out", requirement: "K11", change: remove(connections) },
  {
    title: "connections run out before anyone is told",
    requirement: "K11",
    change: set(connections, { threshold: 10_000 }),
  },
  { title: "an alarm is switched off", requirement: "G15", change: set(slow, { actionsEnabled: false }) },
  {
    title: "an alarm tells nobody",
    requirement: "G15",
    change: disconnect(composite(/-api-unwell$/), "alarmActions", []),
  },
  {
    title: "nobody hears that it is over",
    requirement: "G15",
    change: disconnect(composite(/-database-unwell$/), "okActions", []),
  },
  {
    title: "a page has no route",
    requirement: "G15",
    change: (recording) => routes.reduce((left, route) => remove(route)(left), recording),
  },
  {
    title: "pages are not encrypted with our key",
    requirement: "G15",
    change: disconnect(topic, "kmsMasterKeyId", undefined),
  },
  {
    title: "a service may stop unnoticed",
    requirement: "G06",
    change: remove(alarm(/-worker-missing-tasks$/)),
  },
  {
    title: "vacuum may fall behind unnoticed",
    requirement: "P13",
    change: both(remove(alarm(/-vitals-vacuum$/)), remove(alarm(/-vitals-dead-tuples$/))),
  },
  {
    title: "vacuum may rest for a year",
    requirement: "P13",
    change: both(set(alarm(/-vitals-vacuum$/), { threshold: 8760 }), remove(alarm(/-vitals-dead-tuples$/))),
  },
  {
    title: "a table may fill the storage unnoticed",
    requirement: "P13",
    change: remove(alarm(/-vitals-table-growth$/)),
  },
  {
    title: "a table may grow a hundredfold in a day",
    requirement: "P13",
    change: set(alarm(/-vitals-table-growth$/), { threshold: 10_000 }),
  },
  {
    title: "a transaction may stay open unnoticed",
    requirement: "P13",
    change: remove(alarm(/-vitals-long-transaction$/)),
  },
  {
    title: "nobody hears that nobody can connect",
    requirement: "W06",
    change: both(remove(alarm(/-vitals-unreachable$/)), remove(alarm(/-proxy-no-database$/))),
  },
  {
    title: "silence is taken for a connection",
    requirement: "W06",
    change: both(
      set(alarm(/-vitals-unreachable$/), { treatMissingData: "notBreaching" }),
      remove(alarm(/-proxy-no-database$/)),
    ),
  },
  {
    title: "the proxy may run out of connections unnoticed",
    requirement: "C14",
    change: both(remove(alarm(/-proxy-connections$/)), remove(alarm(/-proxy-waiting$/))),
  },
  {
    title: "clients of the proxy may wait for ten minutes",
    requirement: "K11",
    change: both(remove(alarm(/-proxy-connections$/)), set(alarm(/-proxy-waiting$/), { threshold: 6e8 })),
  },
];
