import { randomUUID } from "node:crypto";
import { RunTaskCommand } from "@aws-sdk/client-ecs";
import { ecsOf } from "./ecs/client.ts";
import { AwsFailed } from "./errors.ts";
import { clusterOf, familyOf, logGroupOf, logStreamOf } from "./names.ts";
import { type Session, signIn } from "./session.ts";
import type { Target } from "./target.ts";
import { type DeclaredTask, declaredTask } from "./task/declared.ts";
import { type Position, positionOf } from "./task/position.ts";
import { commandLine, requestOf, type TaskRequest } from "./task/request.ts";
import { type TaskRevision, taskRevision } from "./task/revision.ts";
import { alreadyRunning } from "./task/running.ts";
import { type Verdict, verdictOf } from "./task/verdict.ts";
import { type Pace, untilStopped, type Watcher } from "./task/watch.ts";

export interface Plan {
  readonly who: string;
  readonly task: DeclaredTask;
  readonly revision: TaskRevision;
  readonly position: Position;
  /** The same for the AWS CLI. */
  readonly commandLine: string;
  /** For whoever leaves before it is known what was started. */
  readonly howToLook: string;
}

export interface TaskListener extends Watcher {
  plan(plan: Plan): void;
  started(arn: string, howToLook: string): void;
}

export interface TaskManner {
  /** Without it, nothing is started. */
  readonly act: boolean;
  /** Starts it although it runs already. */
  readonly again: boolean;
  /** Whose revision; the newest without it. */
  readonly release: string | undefined;
  /** Nothing is started any more; what was started is stopped. */
  readonly signal: AbortSignal;
  readonly pace: Pace;
}

export type TaskRun =
  | { readonly end: "ended"; readonly verdict: Verdict }
  | { readonly end: "planned" | "interrupted" }
  | { readonly end: "running"; readonly arns: readonly string[] }
  /** It was asked to stop, and does not. */
  | { readonly end: "unfinished"; readonly howToLook: string };

/**
 * Runs a declared task once, with what a release of it runs with and in the network position of its service (P07, W02).
 * @throws WrongInput where no such task or release is known
 */
export async function runTask(
  target: Target,
  name: string,
  listener: TaskListener,
  manner: TaskManner,
): Promise<TaskRun> {
  const task = declaredTask(target, name);
  const session = await signIn(target);
  const revision = await taskRevision(target, session, task, manner.release);
  const position = await positionOf(target, session, task);
  const request = requestOf(target, session, revision, position);
  listener.plan({
    ...{ who: session.who, task, revision, position },
    commandLine: commandLine(target, request),
    howToLook: `  aws ecs list-tasks --region ${target.config.region} --cluster ${request.cluster} --family ${familyOf(target, task.id)}`,
  });

  const arns = await alreadyRunning(target, session, task);
  if (arns.length > 0 && !manner.again) return { end: "running", arns };
  if (!manner.act) return { end: "planned" };
  if (manner.signal.aborted) return { end: "interrupted" };

  const arn = await start(target, session, request);
  const howToLook = looking(target, task, arn);
  listener.started(arn, howToLook);
  const run = { arn, id: task.id, timeoutMinutes: task.timeoutMinutes, stopSeconds: revision.stopSeconds };
  try {
    const seen = await untilStopped(target, session, run, listener, manner.pace, manner.signal);
    if (seen === undefined) return { end: "unfinished", howToLook };
    return { end: "ended", verdict: verdictOf(seen.task, task.id, seen.stopped) };
  } catch (error) {
    if (!(error instanceof AwsFailed)) throw error;
    throw new AwsFailed(`${error.message}\nThe task may still run. This shows it:\n${howToLook}`);
  }
}

async function start(target: Target, session: Session, request: TaskRequest): Promise<string> {
  // A lost answer is asked for again by the SDK; with the same token, ECS starts nothing a second time.
  const clientToken = randomUUID();
  const { tasks, failures } = await session.call(
    `start ${request.taskDefinition}`,
    "ecs:RunTask and ecs:TagResource on it, and iam:PassRole on its two roles",
    () => ecsOf(target).send(new RunTaskCommand({ ...request, clientToken })),
  );
  const arn = tasks?.[0]?.taskArn;
  if (arn !== undefined) return arn;
  const why = (failures ?? []).map(({ reason, detail }) => [reason, detail].filter(Boolean).join(": "));
  throw new AwsFailed(`ECS did not start ${request.taskDefinition}: ${why.join("; ") || "without a reason"}`);
}

/** For whoever leaves before the task has ended. */
function looking(target: Target, { id }: DeclaredTask, arn: string): string {
  const { region } = target.config;
  const stream = logStreamOf(id, arn.split("/").at(-1) ?? "");
  return [
    `  aws ecs describe-tasks --region ${region} --cluster ${clusterOf(target)} --tasks ${arn}`,
    `  aws logs tail ${logGroupOf(target, id)} --region ${region} --log-stream-names ${stream} --since 2h --follow`,
  ].join("\n");
}
