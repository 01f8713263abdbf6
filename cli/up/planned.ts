import { readFileSync } from "node:fs";
import { InputMistakes } from "../../readiness/errors.ts";
import { type Approval, approvalOf, differences, readApproval } from "../../readiness/preview/approval.ts";
import { beyond } from "../../readiness/preview/beyond.ts";
import { readEvents } from "../../readiness/preview/events.ts";
import type { Change } from "../../readiness/preview/plan.ts";
import { runEngine } from "../engine.ts";
import { type ExitCode, exitCodes } from "../exit.ts";
import { type Looked, look } from "../plan/look.ts";
import { originOf } from "../plan/origin.ts";
import { sayPlan } from "../plan/say-plan.ts";
import { progress } from "../progress.ts";
import { previewArguments } from "../pulumi-arguments.ts";
import type { UpArguments } from "./arguments.ts";
import { say } from "./say.ts";

export interface Carried {
  readonly code: ExitCode;
  /** False where the plan itself was refused: nothing has happened that could be explained. */
  readonly began: boolean;
}

/**
 * Looks at the plan, and only then lets the engine begin. The engine previews once more before it asks: what it calculates
 * then cannot be looked at in time, so what it did is compared with what was judged afterwards. Pulumi's own update plans
 * would bind both, but are a preview feature with open faults (pulumi/pulumi#16670, #15698 of its documentation).
 */
export async function planned(
  stack: string,
  args: UpArguments,
  approved: Approval | undefined,
): Promise<Carried> {
  const looked = await quietly(stack, args.pulumi);
  if (looked.plan.length > 0) sayPlan(looked);
  if (looked.code !== exitCodes.ready) {
    if (!looked.whole) say(looked.output.trimEnd());
    say("golive: nothing was deployed.");
    return { code: looked.code, began: false };
  }
  if (approved !== undefined) {
    const now = approvalOf(await originOf(stack), looked.plan, new Date());
    const found = differences(approved, now);
    if (found.length > 0) {
      for (const line of found) say(`  ✘ ${line}`);
      say(
        `golive: this is not what ${approved.by} approved at ${approved.at}. Nothing was deployed. Look again: ./golive preview ${stack} --save ${args.approved}`,
      );
      return { code: exitCodes.notReady, began: false };
    }
    say(`golive: the plan is the one that ${approved.by} saved at ${approved.at}`);
  }
  const ran = await runEngine("up", stack, args.pulumi);
  const code = asJudged(stack, looked.plan, ran.events) ? ran.code : exitCodes.notReady;
  return { code, began: true };
}

async function quietly(stack: string, words: readonly string[]): Promise<Looked> {
  const line = progress([stack], "planning");
  line.step(stack, "planning, to judge it before anything begins");
  try {
    return await look(stack, previewArguments(words), { capture: true });
  } finally {
    line.done();
  }
}

/** @throws InputMistakes where it is no file, or none that `preview --save` wrote */
export function approvalIn(file: string): Approval {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new InputMistakes([
      { file, path: "", found: "no such file", allowed: "what `./golive preview` saved" },
    ]);
  }
  return readApproval(file, text);
}

function asJudged(stack: string, plan: readonly Change[], events: string): boolean {
  const strange = beyond(plan, readEvents(events).begun);
  for (const line of strange) say(`  ✘ ${line}`);
  if (strange.length > 0)
    say(
      `golive: NOT AS JUDGED: between the plan and the update something of ${stack} changed, and the engine did this beside it. See \`pulumi stack history\`.`,
    );
  return strange.length === 0;
}
