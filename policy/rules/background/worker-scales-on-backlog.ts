import { saysBacklog, saysBacklogEach, saysConsumers, saysTasks } from "../../alarms/queue-metrics.ts";
import { backlogEach, scaled } from "../../alarms/scaling-examples.ts";
import { type Tracking, untracked } from "../../alarms/tracking.ts";
import { service } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const lacks = "nothing scales it by the jobs that wait";
const single = (metricName: string) => ({
  targetValue: 10,
  customizedMetricSpecification: { namespace: "shop/queues", metricName, statistic: "Maximum" },
});

export const workerScalesOnBacklog = stackRule({
  id: "worker-scales-on-backlog",
  title: "Workers are added by the jobs that wait for each of them",
  requirements: ["P09"],
  judges: service,
  why: "A worker that waits for third parties is idle while its queue grows, so CPU says nothing; and the length of a queue alone asks for as many tasks again after those that were asked for have come.",
  fix: "Add a target-tracking Policy whose customizedMetricSpecification divides the jobs that wait by the tasks that run, as in `waiting / running`.",
  findings: (stack) => untracked(stack, saysBacklog, wrong, lacks),
  examples: {
    pass: [
      scaled(backlogEach()),
      scaled(backlogEach("waiting / IF(running > 0, running, 1)")),
      scaled(single("BacklogPerTask")),
      [{ type: service, name: "api", props: { tags: { "service-kind": "api" } } }],
    ],
    fail: [
      scaled(),
      scaled({
        targetValue: 60,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      }),
      scaled(single("QueueLength")),
      scaled(backlogEach("waiting")),
      scaled(backlogEach("running / waiting")),
      scaled({ ...backlogEach(), targetValue: 0 }),
      scaled({ ...backlogEach(), disableScaleIn: true }),
      untagged(),
      leftToAws(),
    ],
  },
});

function wrong(policy: Tracking): readonly string[] {
  return [
    ...divided(policy),
    ...(Number(policy.target) > 0 ? [] : ["its targetValue is not above 0"]),
    ...(policy.onlyAdds ? ["disableScaleIn keeps tasks that have nothing to do"] : []),
  ];
}

function divided({ metrics, worth }: Tracking): readonly string[] {
  if (metrics.length === 1 && metrics.every(({ name }) => saysBacklogEach(name))) return [];
  const others = metrics.filter(({ name }) => !saysBacklog(name));
  const stranger = others.find(({ name }) => !saysTasks(name) && !saysConsumers(name));
  if (stranger) return [`${stranger.name} is no number of tasks`];
  const at = (waiting: number, running: number) =>
    worth(({ name }) => (saysBacklog(name) ? waiting : running));
  const [few, many, more] = [at(100, 1), at(100, 10), at(200, 10)];
  if (few === undefined || many === undefined || more === undefined)
    return ["what it compares with its target cannot be told"];
  return [
    ...(more > many ? [] : ["it does not grow with the jobs that wait"]),
    ...(Math.abs(few - 10 * many) < 0.01 * few ? [] : ["it is not divided by the tasks that run"]),
  ];
}

/** It scales, and nobody sends it requests. */
function untagged() {
  return scaled().map((one) => (one.name === "worker" ? { ...one, props: { name: "shop-worker" } } : one));
}

/** What moves it is not known before deploy. */
function leftToAws() {
  return scaled(backlogEach()).map((one) => ({
    ...one,
    ...(one.name === "policy-0" && { props: { targetTrackingScalingPolicyConfiguration: unknown } }),
  }));
}
