import type { Task } from "@aws-sdk/client-ecs";

/** Why we asked ECS to stop a task, if we did. */
export type Stopped = "late" | "interrupted";

export interface Verdict {
  /** The container's own exit code where it ended by itself; else 1. */
  readonly code: number;
  readonly says: string;
}

/**
 * How a task ended. Only an end of its own has an exit code that says something: a container that is stopped from outside
 * may well end with 0 (ECS guide, "Stopped task error codes").
 */
export function verdictOf(task: Task, id: string, stopped: Stopped | undefined): Verdict {
  const container = task.containers?.find(({ name }) => name === id);
  const exitCode = container?.exitCode;
  const because = container?.reason ? ` (${container.reason})` : "";
  if (task.stopCode === "EssentialContainerExited" && exitCode !== undefined)
    return { code: exitCode, says: `its container ended with exit code ${exitCode}${because}` };
  const how = [
    `${task.stopCode ?? "without a stop code"}: ${task.stoppedReason ?? "without a reason"}`,
    exitCode === undefined
      ? `its container has no exit code${because}`
      : `its container then ended with exit code ${exitCode}${because}`,
  ].join("; ");
  return { code: 1, says: `${begins(task, stopped)} (${how})` };
}

function begins({ startedAt }: Task, stopped: Stopped | undefined): string {
  if (stopped === "late") return "it took longer than it may, and was stopped";
  if (stopped === "interrupted") return "it was stopped, as you asked";
  return startedAt === undefined ? "it never started" : "it was stopped from outside";
}
