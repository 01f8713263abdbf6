import { join } from "node:path";
import { readStackFile } from "../../config/stack-file.ts";
import { DependencyFailed, InputMistakes } from "../../readiness/errors.ts";
import { readEvents } from "../../readiness/preview/events.ts";
import { type Judgement, judgePlan } from "../../readiness/preview/judge.ts";
import { type Change, planOf } from "../../readiness/preview/plan.ts";
import { type Ran, runEngine } from "../engine.ts";
import { type ExitCode, exitCodes, worst } from "../exit.ts";
import { root } from "../root.ts";

/** A preview of the real engine's, and what golive says of its plan. */
export interface Looked {
  readonly code: ExitCode;
  readonly output: string;
  readonly plan: readonly Change[];
  readonly judgement: Judgement;
  /** The preview came to an end: what it did not name will not happen. */
  readonly whole: boolean;
}

/**
 * Previews, and judges the plan by the waivers that the stack file holds.
 * @throws DependencyFailed where the engine is content and told nothing: then nothing was judged
 */
export async function look(
  stack: string,
  args: readonly string[],
  { capture }: { readonly capture: boolean },
): Promise<Looked> {
  const file = readStackFile(join(root, `Pulumi.${stack}.yaml`));
  if ("mistakes" in file) throw new InputMistakes(file.mistakes);
  return judged(await runEngine("preview", stack, args, { capture }), file.config.waivers);
}

function judged({ code, output, events }: Ran, waivers: Parameters<typeof judgePlan>[1]): Looked {
  const told = readEvents(events);
  if (code === exitCodes.ready && !told.ended)
    throw new DependencyFailed(`${output}the engine's event log has no end, so its plan could not be judged`);
  const plan = planOf(told);
  const judgement = judgePlan(plan, waivers, new Date());
  const refused = judgement.refused.length > 0;
  // That the engine fails too, because something is protected, is the same refusal.
  const own = refused ? exitCodes.notReady : code;
  return {
    code: refused && told.stoppedAt.length > 0 ? own : worst([own, code]),
    output,
    plan,
    judgement,
    whole: code === exitCodes.ready,
  };
}
