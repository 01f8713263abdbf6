import { setTimeout as after } from "node:timers/promises";
import { tolerant } from "../patience.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import type { Clients } from "./clients.ts";
import { Interrupted } from "./halted.ts";

/** How a command speaks: lines that stay, and one that is overwritten. */
export interface Voice {
  say(line: string): void;
  now(line: string): void;
}

export interface Manner {
  /** Without it, nothing is changed. */
  readonly act: boolean;
  /** Ends the command between two steps, never within one. */
  readonly signal: AbortSignal;
  readonly watchMinutes: number;
  /** Milliseconds of a minute and between two looks: only tests have shorter ones. */
  readonly pace: { readonly minute: number; readonly look: number };
  /** Where pages are asked for; only tests ask elsewhere than at the frontend's own host. */
  readonly pages?: string;
}

/** How long what was put in place is watched, unless a person says otherwise (K17). */
export const usualMinutes = 10;

/** What every step of a rollback has at hand. */
export interface Work {
  readonly target: Target;
  readonly session: Session;
  readonly clients: Clients;
  readonly voice: Voice;
  readonly manner: Manner;
}

/** What waits, and can be told to stop. */
export type Stoppable = { readonly manner: Pick<Manner, "signal" | "pace"> };

/** @throws Interrupted where a person said stop */
export function goOn({ manner }: Stoppable): void {
  if (manner.signal.aborted) throw new Interrupted();
}

/**
 * Looks again and again until there is an answer; undefined when the minutes are over. A network that fails for a moment,
 * at night, is no reason to leave users with half of a rollback.
 * @throws Interrupted where a person says stop while it waits
 */
export async function until<T>(
  work: Stoppable,
  minutes: number,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { pace, signal } = work.manner;
  const end = Date.now() + minutes * pace.minute;
  const patient = tolerant();
  for (;;) {
    const seen = await patient(look);
    if (seen !== undefined) return seen;
    if (Date.now() >= end) return undefined;
    goOn(work);
    await after(pace.look, undefined, { signal }).catch(() => goOn(work));
  }
}
