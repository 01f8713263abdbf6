import type { Facts } from "../../data-map/facts.ts";
import type { Band, Plan, Pricer, Pricers, Quantity } from "../quantity.ts";
import { always, hours, times } from "../quantity.ts";

const definition = "aws:ecs/taskDefinition:TaskDefinition";

/** What running tasks of a definition for so many hours is billed as. */
function tasks(task: Facts, item: string, amount: Band, how: string): readonly Quantity[] {
  const chip = task.text("runtimePlatform", "cpuArchitecture") === "ARM64" ? "arm" : "x86";
  const [vcpu, gb] = [Number(task.text("cpu")) / 1024, Number(task.text("memory")) / 1024];
  const size = `${vcpu} vCPU and ${gb} GB`;
  return [
    { item, meter: `fargate.vcpu.${chip}`, ...times(amount, vcpu), how: `${how}, ${size}` },
    { item, meter: `fargate.gb.${chip}`, ...times(amount, gb), how: `${how}, ${size}` },
  ];
}

const sized = (task: Facts): boolean => Number(task.text("cpu")) > 0 && Number(task.text("memory")) > 0;

/** Between the bounds of its scaling; without scaling, as many as it says. */
function countOf(service: Facts, { stack }: Plan): Band | undefined {
  const name = service.text("name") ?? service.name;
  const target = stack
    .all("aws:appautoscaling/target:Target")
    .find(
      (one) => one.text("resourceId")?.endsWith(`/${name}`) || one.uses("resourceId").includes(service.name),
    );
  const [low, high] = [target?.number("minCapacity"), target?.number("maxCapacity")];
  if (low !== undefined && high !== undefined) return { low, high };
  const desired = service.number("desiredCount");
  return desired === undefined ? undefined : always(desired);
}

const service: Pricer = (facts, plan) => {
  const item = `tasks of ${facts.text("name") ?? facts.name}`;
  const [task] = plan.stack.behind(facts, "taskDefinition", definition);
  const count = countOf(facts, plan);
  if (!task || !sized(task) || !count)
    return [{ why: `how many tasks of ${facts.name}, or how large, is not known before deploy` }];
  const strategies = facts.list("capacityProviderStrategies").map((one) => JSON.stringify(one));
  const told = count.low === count.high ? plural(count.low) : `${count.low}–${plural(count.high)}`;
  const amount = times(count, hours);
  return strategies.some((one) => one.includes("SPOT"))
    ? tasks(
        task,
        item,
        { ...amount, low: 0.3 * amount.low },
        `${told} on Fargate Spot, at 30–100 % of the price`,
      )
    : tasks(task, item, amount, told);
};

const plural = (tasks: number): string => `${tasks} task${tasks === 1 ? "" : "s"}`;

/** A definition that no service runs is started by hand or by a schedule. */
const oneOff: Pricer = (facts, { stack, assumed }) => {
  const runs = stack
    .all("aws:ecs/service:Service")
    .some((one) => one.uses("taskDefinition").includes(facts.name));
  if (runs) return [];
  if (!sized(facts)) return [{ why: `the size of ${facts.name} is not known before deploy` }];
  return tasks(facts, "one-off tasks and jobs", assumed.oneOffHours, "0.5–20 hours each").map((one) => ({
    ...one,
    usage: true,
  }));
};

const lambda: Pricer = (facts, { stack }) => {
  const [scheduled] = stack
    .all("aws:scheduler/schedule:Schedule")
    .filter((one) => one.uses("target").includes(facts.name));
  const most = runsOf(scheduled?.text("scheduleExpression")) ?? 10_000;
  const gb = (facts.number("memorySize") ?? 128) / 1024;
  const how = "up to a second a run, as often as they are scheduled";
  const item = "functions";
  return [
    { item, meter: "lambda.requests", low: 0, high: most / 1e6, how, usage: true },
    { item, meter: "lambda.compute", low: 0, high: (most * gb) / 1000, how, usage: true },
  ];
};

/** Runs of a month by `rate(5 minutes)`; undefined for what is no rate. */
export function runsOf(expression: string | undefined): number | undefined {
  const [, every, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression ?? "") ?? [];
  const minutes = { minute: 1, hour: 60, day: 1440 }[unit ?? ""];
  return minutes === undefined ? undefined : (hours * 60) / (Number(every) * minutes);
}

const insights: Pricer = (facts) =>
  JSON.stringify(facts.list("settings")).includes("containerInsights") &&
  !JSON.stringify(facts.list("settings")).includes("disabled")
    ? [{ why: "Container Insights is billed by the metrics that tasks and containers turn out to have" }]
    : [];

export const running: Pricers = {
  "aws:ecs/service:Service": service,
  [definition]: oneOff,
  "aws:lambda/function:Function": lambda,
  "aws:ecs/cluster:Cluster": insights,
  "aws:sfn/stateMachine:StateMachine": () => [
    {
      item: "state machines",
      meter: "sfn.transitions",
      low: 0,
      high: 10,
      how: "up to 10,000 transitions each",
      usage: true,
    },
  ],
};
