import { setTimeout as pause } from "node:timers/promises";
import { type Baseline, type Look, look } from "./deployed/look.ts";
import { tasksOf } from "./deployed/tasks.ts";
import { AwsFailed } from "./errors.ts";
import { tolerant } from "./patience.ts";
import type { Proven } from "./release/make.ts";
import type { Session } from "./session.ts";
import type { Target } from "./target.ts";

/** Something that does not serve what it is meant to; `since` is when its deployment began. */
export interface Failing {
  readonly id: string;
  readonly why: string;
  readonly since: Date;
}

export interface Manner {
  /** Ends the wait with what is known. */
  readonly signal: AbortSignal;
  readonly prove: { readonly times: number; readonly everyMs: number };
  readonly waiting?: (services: readonly string[]) => void;
}

export type Deployed =
  | { readonly end: "serves"; readonly proven: Pick<Proven, "services" | "tasks"> }
  | { readonly end: "failed" | "interrupted"; readonly failing: readonly Failing[] };

/** Waits, within bounds, until every service serves what it is meant to, or will not. */
export async function deployed(
  target: Target,
  session: Session,
  before: Baseline,
  { signal, prove, waiting }: Manner,
): Promise<Deployed> {
  const began = new Date();
  const patient = tolerant();
  let looks: readonly Look[] | undefined;
  for (let time = 1; ; time++) {
    looks = (await patient(() => look(target, session, before))) ?? looks;
    const unsettled = looks?.filter(({ standing }) => standing.state === "waiting").map(({ id }) => id);
    if (unsettled?.length === 0 || time >= prove.times || signal.aborted) break;
    waiting?.(unsettled ?? []);
    await pause(prove.everyMs, undefined, { signal }).catch(() => undefined);
  }
  if (looks === undefined) throw new AwsFailed("AWS did not say in time what serves");
  const failing = looks.flatMap((one) => failingOf(one, began));
  if (failing.length > 0) return { end: signal.aborted ? "interrupted" : "failed", failing };

  const services = servingOf(looks);
  const tasks = await tasksOf(target, session, services);
  const unfit = tasks.filter(({ revision }) => revision === undefined);
  if (unfit.length > 0)
    return { end: "failed", failing: unfit.map(({ id, why }) => ({ id: `task ${id}`, why, since: began })) };
  const revisions = tasks.flatMap(({ id, revision }) => (revision === undefined ? [] : [[id, revision]]));
  return { end: "serves", proven: { services, tasks: Object.fromEntries(revisions) } };
}

/** The services whose own deployment has failed, where the engine itself says that the update did. */
export async function failedSince(
  target: Target,
  session: Session,
  before: Baseline,
): Promise<readonly Failing[]> {
  const looks = await look(target, session, before);
  return looks
    .filter(({ standing, deployment }) => standing.state === "failed" && deployment !== undefined)
    .flatMap((one) => failingOf(one, new Date()));
}

function failingOf({ id, standing, deployment }: Look, began: Date): readonly Failing[] {
  if (standing.state === "serves") return [];
  const since = deployment?.createdAt ?? began;
  return [{ id, since, why: standing.state === "waiting" ? `not in time: ${standing.why}` : standing.why }];
}

const servingOf = (looks: readonly Look[]): Proven["services"] =>
  Object.fromEntries(
    looks.flatMap(({ id, standing }) =>
      standing.state === "serves"
        ? [[id, { image: standing.image, taskDefinition: standing.taskDefinition }]]
        : [],
    ),
  );
