import type { OneOff } from "../shared/one-off.ts";
import type { Snapshot } from "./snapshot.ts";

export type Work = "migrate" | "verify";

/** All that the next step follows from. */
export interface Seen {
  readonly now: Date;
  /** Since when the release is being deployed. */
  readonly since: Date;
  /** This deployment's own, once they are there. */
  readonly tasks: Readonly<Record<Work, OneOff | undefined>>;
  /** Other migrations that have not ended, whoever started them. */
  readonly others: readonly OneOff[];
  /** Why the schema may not be changed now. */
  readonly refusal: string | undefined;
  readonly snapshot: Snapshot | undefined;
}

export type Step =
  | { readonly do: "take snapshot" | "finish" }
  | { readonly do: "wait" | "fail"; readonly says: string }
  | { readonly do: "discard snapshot"; readonly snapshot: string; readonly says: string }
  | { readonly do: "start"; readonly work: Work }
  | { readonly do: "stop"; readonly task: OneOff; readonly says: string };

/** For a database that is busy, and again for a snapshot that is being taken. */
const snapshotMinutes = 60;

const later = (than: Date, minutes: number): Date => new Date(than.getTime() + minutes * 60_000);
const fail = (says: string): Step => ({ do: "fail", says });

/** The next step, of which each waits only until a time that follows from one that AWS itself told. */
export function plan(seen: Seen, minutes: Readonly<Record<Work, number>>): Step {
  const { verify, migrate } = seen.tasks;
  // A verification was begun after a good migration, which ECS may have forgotten since.
  if (verify) return after("verify", verify, { do: "finish" });
  if (migrate) return after("migrate", migrate, start("verify"));
  const [other] = seen.others;
  if (other)
    return fail(
      `another migration still runs: ${other.arn}, started by ${other.startedBy || "nobody known"}`,
    );
  if (seen.refusal !== undefined) return fail(seen.refusal);
  return before(seen) ?? start("migrate");

  /** A task that was started and is not to be seen would be started for ever: ECS forgets it an hour after its end. */
  function start(work: Work): Step {
    const whole = 2 * snapshotMinutes + minutes.migrate + minutes.verify + 30;
    return seen.now < later(seen.since, whole)
      ? { do: "start", work }
      : fail(`${work} was not to be started within ${whole} minutes`);
  }

  function after(work: Work, task: OneOff, next: Step): Step {
    const limit = minutes[work];
    if (!task.ended)
      return seen.now < later(task.createdAt, limit)
        ? { do: "wait", says: `${work} runs` }
        : { do: "stop", task, says: `${work} took longer than ${limit} minutes (${task.arn})` };
    if (task.exitCode === 0) return next;
    const code = task.exitCode === null ? "without an exit code" : `with exit code ${task.exitCode}`;
    return fail(`${work} ended ${code}: ${task.reason || "no reason given"} (${task.arn})`);
  }
}

/** What is to be done for the snapshot; undefined once it is there. */
function before({ snapshot, now, since }: Seen): Step | undefined {
  if (snapshot === undefined)
    return now < later(since, snapshotMinutes)
      ? { do: "take snapshot" }
      : fail(`no snapshot could be begun within ${snapshotMinutes} minutes`);
  const { name, status, at } = snapshot;
  if (status === "available") return undefined;
  const says = `the snapshot ${name} is ${status}`;
  if (status === "failed") return { do: "discard snapshot", snapshot: name, says };
  return now < later(at ?? since, snapshotMinutes)
    ? { do: "wait", says }
    : fail(`${says} after ${snapshotMinutes} minutes`);
}
