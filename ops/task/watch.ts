import { setTimeout as pause } from "node:timers/promises";
import { DescribeTasksCommand, StopTaskCommand, type Task } from "@aws-sdk/client-ecs";
import { ecsOf } from "../ecs/client.ts";
import { AwsFailed } from "../errors.ts";
import { clusterOf } from "../names.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { enduring } from "./enduring.ts";
import { outputOf } from "./output.ts";
import type { Stopped } from "./verdict.ts";

export interface Started {
  readonly arn: string;
  /** As its container and its log are named. */
  readonly id: string;
  readonly timeoutMinutes: number;
  /** From SIGTERM to SIGKILL. */
  readonly stopSeconds: number;
}

export interface Watcher {
  status(status: string): void;
  /** One line of what the task writes. */
  line(text: string): void;
  note(text: string): void;
}

/** How often AWS is asked, and what time it is meanwhile. */
export interface Pace {
  readonly everyMs: number;
  now(): number;
}

export interface Seen {
  readonly task: Task;
  readonly stopped: Stopped | undefined;
}

/** Just after it was started, a task may not be seen yet; and after SIGKILL, Fargate takes a while to say so. */
const unseenMs = 60_000;
const tidyMs = 180_000;

/** Says what a task writes until it has ended; undefined where it does not end although it was asked to. */
export async function untilStopped(
  target: Target,
  session: Session,
  run: Started,
  watcher: Watcher,
  { everyMs, now }: Pace,
  signal: AbortSignal,
): Promise<Seen | undefined> {
  const from = now();
  const output = outputOf(target, session, run, watcher, everyMs);
  let stopped: { readonly why: Stopped; readonly at: number } | undefined;
  let status: string | undefined;
  for (;;) {
    const task = await enduring(everyMs, () => look(target, session, run));
    if (task === undefined && now() - from > unseenMs) throw new AwsFailed(`ECS does not know ${run.arn}`);
    await output.read();
    if (task?.lastStatus !== undefined && task.lastStatus !== status) watcher.status(task.lastStatus);
    status = task?.lastStatus ?? status;
    if (task?.lastStatus === "STOPPED") {
      await output.readTheRest();
      return { task, stopped: stopped?.why };
    }

    const why = signal.aborted ? "interrupted" : "late";
    if (stopped !== undefined) {
      if (now() - stopped.at > run.stopSeconds * 1000 + tidyMs) return undefined;
    } else if (signal.aborted || now() - from > run.timeoutMinutes * 60_000) {
      await enduring(everyMs, () => stop(target, session, run, why));
      stopped = { why, at: now() };
      watcher.note(saysStopping(run, why));
    }
    // Whoever interrupts is heard at once.
    await pause(everyMs, undefined, stopped === undefined ? { signal } : {}).catch(() => undefined);
  }
}

const saysStopping = ({ timeoutMinutes, stopSeconds }: Started, why: Stopped): string =>
  `${why === "late" ? `longer than ${timeoutMinutes} min: ` : ""}ECS stops it with SIGTERM, and within ${stopSeconds} s with SIGKILL`;

async function look(target: Target, session: Session, { arn }: Started): Promise<Task | undefined> {
  const ask = new DescribeTasksCommand({ cluster: clusterOf(target), tasks: [arn] });
  const { tasks } = await session.call(`look at ${arn}`, "ecs:DescribeTasks", () => ecsOf(target).send(ask));
  return tasks?.[0];
}

async function stop(target: Target, session: Session, { arn }: Started, why: Stopped): Promise<void> {
  const reason = why === "late" ? "golive: longer than it may take" : "golive: interrupted by who started it";
  const ask = new StopTaskCommand({ cluster: clusterOf(target), task: arn, reason });
  await session.call(`stop ${arn}`, "ecs:StopTask", () => ecsOf(target).send(ask));
}
