import { disconnect, type Mutation, remove, set } from "./mutation.ts";

const alarm = (name: RegExp) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name });
const slow = alarm(/-api-slow-answers$/);
const failing = alarm(/-api-failing-answers$/);
const connections = alarm(/-database-connections$/);
const topic = { type: "aws:sns/topic:Topic" };
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
    change: set(connections, { threshold: 400 }),
  },
  { title: "an alarm is switched off", requirement: "G15", change: set(slow, { actionsEnabled: false }) },
  { title: "an alarm tells nobody", requirement: "G15", change: disconnect(failing, "alarmActions", []) },
  {
    title: "nobody hears that it is over",
    requirement: "G15",
    change: disconnect(connections, "okActions", []),
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
];
