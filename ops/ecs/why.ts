import { AwsFailed } from "../errors.ts";
import { printable } from "../printable.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { lastLines } from "./log.ts";
import { describeServices } from "./services.ts";
import { type StoppedTask, stoppedTasks } from "./tasks.ts";

/** Why a deployment did not come true, as far as ECS and the tasks themselves say. */
export interface Why {
  readonly service: string;
  readonly reason: string;
  readonly events: readonly string[];
  readonly tasks: readonly StoppedTask[];
  readonly log: { readonly task: string; readonly lines: readonly string[] } | undefined;
}

const fewTasks = 5;
const fewLines = 20;

/** Tasks of which autoscaling, or a deployment that went well, had no more need: nothing was wrong with them. */
const unneeded = /^Scaling activity initiated by/;

/** A service that does not serve what it must, and since when. */
export interface Wrong {
  readonly service: string;
  readonly reason: string;
  readonly since: Date;
}

/** Why, in words; where nobody can be asked, at least that it is so. */
export async function sayWhy(target: Target, session: Session, wrong: Wrong): Promise<string> {
  try {
    return whyText(await whyOf(target, session, wrong));
  } catch (error) {
    if (!(error instanceof AwsFailed)) throw error;
    return `✘ ${wrong.service}: ${wrong.reason}\n    why could not be found out: ${error.message}`;
  }
}

/** Asks for the reasons of all that went wrong with a service since then. */
async function whyOf(target: Target, session: Session, { service, reason, since }: Wrong): Promise<Why> {
  const [services, stopped] = await Promise.all([
    describeServices(target, session, [service]),
    stoppedTasks(target, session, service, since),
  ]);
  const events = (services[service]?.events ?? []).filter(({ at }) => at >= since).slice(0, fewTasks);
  const tasks = stopped.filter((task) => !unneeded.test(task.reason ?? "")).slice(0, fewTasks);
  return {
    service,
    reason,
    events: events.map(({ message }) => message),
    tasks,
    log: await firstLog(target, session, service, tasks),
  };
}

/** The last words of the newest task that said any: one that never started has none. */
async function firstLog(
  target: Target,
  session: Session,
  service: string,
  tasks: readonly StoppedTask[],
): Promise<Why["log"]> {
  for (const { id } of tasks) {
    const lines = await lastLines(target, session, service, id, fewLines);
    if (lines.length > 0) return { task: id, lines };
  }
  return undefined;
}

/** For a terminal: what a container printed cannot move its cursor. */
export function whyText({ service, reason, events, tasks, log }: Why): string {
  const lines = [
    `✘ ${service}: ${reason}`,
    ...events.map((event) => `    ECS: ${event}`),
    ...tasks.flatMap(taskLines),
    ...(log ? [`    last lines of task ${log.task}:`, ...log.lines.map((line) => `      | ${line}`)] : []),
    ...(tasks.length === 0 ? ["    no task of it has stopped for a reason within the last hour"] : []),
  ];
  return lines.map(printable).join("\n");
}

const taskLines = ({ id, stopCode, reason, containers }: StoppedTask): readonly string[] => [
  `    task ${id} stopped: ${[stopCode, reason].filter(Boolean).join(", ") || "no reason"}`,
  ...containers
    .filter((one) => one.exitCode !== undefined || one.reason !== undefined)
    .map(({ name, exitCode, reason: word }) => {
      const ended = exitCode === undefined ? "did not run" : `ended with ${exitCode}`;
      return `      ${name} ${ended}${word === undefined ? "" : `: ${word}`}`;
    }),
];
