import { setTimeout as pause } from "node:timers/promises";
import { LogFollower } from "../ecs/log.ts";
import { AwsFailed } from "../errors.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { enduring } from "./enduring.ts";
import type { Started, Watcher } from "./watch.ts";

/** What a task writes, told line by line. Who may not read its log still learns how the task ends. */
export function outputOf(
  target: Target,
  session: Session,
  { id, arn }: Started,
  watcher: Watcher,
  everyMs: number,
) {
  const follower = new LogFollower(target, session, id, arn.split("/").at(-1) ?? "");
  let may = true;
  /** Answers whether there was something to read. */
  const read = async (): Promise<boolean> => {
    if (!may) return false;
    try {
      const lines = await enduring(everyMs, () => follower.read());
      for (const line of lines) watcher.line(line);
      return lines.length > 0;
    } catch (error) {
      if (!(error instanceof AwsFailed)) throw error;
      may = false;
      watcher.note(`what it writes cannot be shown: ${error.message}`);
      return false;
    }
  };
  /** The last lines may reach CloudWatch after the task's end: three readings without any are the end of them. */
  const readTheRest = async (): Promise<void> => {
    for (let empty = 0, times = 0; may && empty < 3 && times < 30; times++) {
      await pause(everyMs);
      empty = (await read()) ? 0 : empty + 1;
    }
  };
  return { read, readTheRest };
}
