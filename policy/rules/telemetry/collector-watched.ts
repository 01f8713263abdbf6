import { alarm, mathAlarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { service } from "../../reading/aws-types.ts";
import { collected, collector } from "../../reading/collector-examples.ts";
import { isCollector } from "../../reading/collectors.ts";
import { containersOf } from "../../reading/kinds.ts";
import { stackRule } from "../../rule.ts";

const namespace = "ECS/ContainerInsights";
const used = ["ContainerMemoryUtilized", "ContainerMemoryUtilization", "ContainerCpuUtilized"];
const gone = (more: object = {}) =>
  mathAlarm(
    "api",
    namespace,
    "IF(running > 0 && FILL(used, 0) == 0, 1, 0)",
    { running: "RunningTaskCount", used: "ContainerMemoryUtilized" },
    { threshold: 0, evaluationPeriods: 15, ...more },
    "Maximum",
  );

export const collectorWatched = stackRule({
  id: "collector-watched",
  title: "Somebody is told when a service's metrics and traces are no longer collected",
  requirements: ["C12", "C15", "G06"],
  judges: service,
  why: "A collector that is gone takes nobody down and tells nobody: the next incident is the first that has no curves.",
  fix: "Add a MetricAlarm over RunningTaskCount and the collector's ContainerMemoryUtilized (ECS/ContainerInsights) that goes off while tasks run and it uses nothing, for an hour at most.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(service).filter((node) => containersOf(stack, node).some(isCollector)),
      namespace,
      statistic: level,
      metrics: used,
      waits: true,
      about: ({ metrics }) => metrics.some(({ name }) => used.includes(name)),
      lacks: "no alarm on whether its collector runs",
      wrong: (found) =>
        trial(found, {
          breach: { RunningTaskCount: 2, ...uses(0) },
          calm: { RunningTaskCount: 2, ...uses(90) },
          within: 3600,
          breachIs: "tasks run and no collector does",
        }),
    }),
  examples: {
    pass: [
      [...collected([collector()]), gone()],
      [
        ...collected([collector()]),
        alarm("api", {
          ...{ namespace, metricName: "ContainerMemoryUtilized", statistic: "Maximum" },
          ...{ comparisonOperator: "LessThanThreshold", threshold: 1, treatMissingData: "breaching" },
        }),
      ],
      collected([]),
    ],
    fail: [
      collected([collector()]),
      [...collected([collector()]), gone({ threshold: 2 })],
      [...collected([collector()]), gone({ evaluationPeriods: 90 })],
      [...collected([collector()]), { ...gone(), uses: {} }],
    ],
  },
});

function uses(much: number): Readonly<Record<string, number>> {
  return Object.fromEntries(used.map((name) => [name, much]));
}
