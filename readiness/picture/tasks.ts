import type { Facts, Stack } from "../data-map/facts.ts";
import type { Part } from "./model.ts";
import { placeIn } from "./network.ts";

export const serviceType = "aws:ecs/service:Service";
export const definitionType = "aws:ecs/taskDefinition:TaskDefinition";
const scheduleType = "aws:scheduler/schedule:Schedule";

/** Services one by one; what runs once, and what runs by a schedule, as one box each. */
export function taskParts(stack: Stack): Part[] {
  const services = stack.all(serviceType).map((service): Part => {
    const [task] = stack.behind(service, "taskDefinition", definitionType);
    return {
      id: service.name,
      kind: "service",
      title: service.text("name") ?? service.name,
      says: [countOf(stack, service), ...(task ? [sizeOf(task)] : [])],
      frame: placeIn(stack, service.uses("networkConfiguration")),
    };
  });
  const place = services.find(({ frame }) => frame !== undefined)?.frame;
  const jobs = scheduled(stack);
  return [
    ...services,
    ...box("jobs", "jobs by schedule", jobs, place),
    ...box("tasks", "one-off tasks", oneOff(stack, jobs), place),
  ];
}

const box = (id: string, title: string, own: readonly Facts[], frame: string | undefined): Part[] =>
  own.length === 0
    ? []
    : [{ id, kind: "service", title, says: own.map(({ name }) => shortName(name)).sort(), frame }];

const shortName = (name: string): string => name.replace(/^(?:task|cron)-|-definition$/g, "");

/** The definitions that a schedule starts. */
export const scheduled = (stack: Stack): readonly Facts[] => {
  const started = new Set(stack.all(scheduleType).flatMap((one) => one.uses("target")));
  return stack.all(definitionType).filter(({ name }) => started.has(name));
};

/** Those that nothing in the plan starts: a person does, or a release. */
export const oneOff = (stack: Stack, jobs: readonly Facts[]): readonly Facts[] => {
  const served = new Set(stack.all(serviceType).flatMap((one) => one.uses("taskDefinition")));
  return stack.all(definitionType).filter((task) => !served.has(task.name) && !jobs.includes(task));
};

function countOf(stack: Stack, service: Facts): string {
  const target = stack
    .all("aws:appautoscaling/target:Target")
    .find((one) => one.uses("resourceId").includes(service.name));
  const [low, high] = [target?.number("minCapacity"), target?.number("maxCapacity")];
  if (low !== undefined && high !== undefined && low !== high) return `${low}–${high} tasks`;
  const count = low ?? service.number("desiredCount") ?? 0;
  return `${count} task${count === 1 ? "" : "s"}`;
}

const sizeOf = (task: Facts): string =>
  `${Number(task.text("cpu")) / 1024} vCPU · ${Number(task.text("memory")) / 1024} GB`;
