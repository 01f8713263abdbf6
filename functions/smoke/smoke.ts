import { setTimeout as pause } from "node:timers/promises";
import type { HookAnswer, HookQuestion } from "../shared/hook.ts";
import { log } from "../shared/log.ts";
import { type Asked, ask, type Question } from "./ask.ts";
import type { Settings } from "./settings.ts";

export interface Tools {
  ask(question: Question, withinMs: number): Promise<Asked>;
  now(): number;
  pause(ms: number): Promise<unknown>;
}

/** One good answer may be luck: of two tasks that take turns, the other may be broken. */
const goodInARow = 3;
const answerMs = 5_000;
const betweenMs = 1_000;

/**
 * Asks a release for its declared paths before it has any production traffic (P08, P16). All are asked side by side,
 * each until it answered well three times running; what does not manage that within the patience undoes the deployment.
 */
export async function smoke(
  { service }: Pick<HookQuestion, "service">,
  { services, listener, agent, patienceSeconds }: Settings,
  tools: Tools = { ask, now: Date.now, pause },
): Promise<HookAnswer> {
  // The last word of `…:service/<cluster>/<name>`.
  const name = service.split("/").at(-1) ?? "";
  const known = Object.hasOwn(services, name) ? services[name] : undefined;
  if (known === undefined) {
    log({ level: "error", says: `${service} is none of the services that this function knows` });
    return { hookStatus: "FAILED" };
  }
  const { host, paths } = known;
  const deadline = tools.now() + patienceSeconds * 1_000;
  const reasons = await Promise.all(
    paths.map((path) => reasonAgainst({ listener, host, path, agent }, deadline, tools)),
  );
  for (const [at, path] of paths.entries()) {
    const reason = reasons[at];
    if (reason === undefined)
      log({ level: "info", says: `${name}: ${path} answered 200, ${goodInARow} times running` });
    else log({ level: "error", says: `${name}: ${path} ${reason}` });
  }
  return { hookStatus: reasons.every((reason) => reason === undefined) ? "SUCCEEDED" : "FAILED" };
}

/** Undefined once it answered well so often, else what was wrong last. No try begins that could not have its full time. */
async function reasonAgainst(
  question: Question,
  deadline: number,
  { ask, now, pause }: Tools,
): Promise<Asked> {
  let last: Asked;
  let good = 0;
  while (now() + answerMs <= deadline) {
    const reason = await ask(question, answerMs);
    good = reason === undefined ? good + 1 : 0;
    if (good === goodInARow) return undefined;
    last = reason ?? last;
    await pause(betweenMs);
  }
  return last ?? `answered 200 only ${good} times`;
}
