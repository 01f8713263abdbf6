import { z } from "zod";
import { Stopped } from "../shared/log.ts";
import type { StepAnswer, StepQuestion } from "../shared/procedure.ts";
import type { Stages } from "../shared/rotation/stages.ts";
import { because, isOver, rolloutOf } from "./rollout.ts";
import type { Services } from "./services.ts";
import type { Settings } from "./settings.ts";

type Probe = Settings["secrets"][string]["probe"];

export interface Tools {
  readonly settings: Settings;
  readonly services: Services;
  stages(secret: string): Promise<Pick<Stages, "short" | "current" | "labels">>;
  /** Tries the current value; says why it does not open anything, never what it is. */
  probe(kind: Probe, secret: string): Promise<void>;
  now(): number;
}

/** What is left to do, and how far the first of it is. */
export interface State {
  readonly queue: readonly string[];
  readonly restarted: readonly string[];
  readonly absent: readonly string[];
  readonly at: At | null;
}

interface At {
  /** Milliseconds: a rollout that takes longer has failed. */
  readonly deadline: number;
  /** Null while somebody else's rollout is waited for; then what was the newest when ours was asked for. */
  readonly asked: { readonly before: string | null } | null;
}

const event = z.object({ detail: z.object({ secret: z.string(), versionId: z.string() }) });

/** A version becomes the current one before its event is put; it may be seen a moment later. */
const becomingCurrentMinutes = 5;

/** Restarts whoever reads a rotated secret, one service after another, and then tries the value (G08). */
export async function restart(
  question: StepQuestion<unknown, State>,
  tools: Tools,
): Promise<StepAnswer<State>> {
  const { secret, versionId } = rotatedIn(question.input);
  const { short, current, labels } = await tools.stages(secret);
  const reading = Object.hasOwn(tools.settings.secrets, short) ? tools.settings.secrets[short] : undefined;
  if (reading === undefined) throw new Stopped(`${secret} is none of the secrets that this function knows`);

  let state = question.state ?? { queue: reading.services, restarted: [], absent: [], at: null };
  const said = () => ({ secret: short, versionId, restarted: state.restarted, absent: state.absent });
  if (current !== versionId) {
    // A newer value has an event of its own, and whoever is restarted for it needs no restart for this one.
    if (!labels(versionId).includes("AWSPENDING"))
      return { status: "done", result: { ...said(), superseded: true } };
    if (tools.now() > Date.parse(question.startedAt) + becomingCurrentMinutes * 60_000)
      throw new Stopped(`${secret}: version ${versionId} did not become the current one`);
    return { status: "again", after: tools.settings.everySeconds, state };
  }

  for (let service = state.queue[0]; service !== undefined; service = state.queue[0]) {
    const next = await advance(service, state, tools);
    state = next.state;
    if (next.wait) return { status: "again", after: tools.settings.everySeconds, state };
  }
  await tools.probe(reading.probe, secret);
  return { status: "done", result: { ...said(), probe: reading.probe } };
}

function rotatedIn(input: unknown): z.infer<typeof event>["detail"] {
  const read = event.safeParse(input);
  if (read.success) return read.data.detail;
  throw new Stopped("the event names no secret and no version");
}

/** One look at the service that is at work, and what follows from it. */
async function advance(
  name: string,
  state: State,
  { settings, services, now }: Tools,
): Promise<{ readonly state: State; readonly wait: boolean }> {
  const minutes = settings.rolloutMinutes[name];
  if (minutes === undefined) throw new Stopped(`how long ${name} takes is not known`);
  const wait = (at: At) => ({ state: { ...state, at }, wait: true });
  const next = (more: Partial<State>) => ({
    state: { ...state, ...more, queue: state.queue.slice(1), at: null },
    wait: false,
  });
  const service = await services.describe(name);
  if (service === undefined) return next({ absent: [...state.absent, name] });

  const newest = await services.newest(name);
  const deadline = now() + minutes * 60_000;
  const at = state.at ?? { deadline, asked: null };
  if (at.asked === null) {
    if (isOver(newest)) {
      await services.restart(name);
      return wait({ deadline, asked: { before: newest?.serviceDeploymentArn ?? null } });
    }
    if (now() < at.deadline) return wait(at);
    throw new Stopped(
      `${name}: ${because(`an earlier deployment did not end within ${minutes} minutes`, newest, service)}`,
    );
  }
  const rollout = rolloutOf(newest, at.asked.before, service);
  if (rollout.state === "done") return next({ restarted: [...state.restarted, name] });
  if (rollout.state === "failed") throw new Stopped(`${name}: ${rollout.reason}`);
  if (now() < at.deadline) return wait(at);
  throw new Stopped(`${name}: ${because(`not restarted within ${minutes} minutes`, newest, service)}`);
}
