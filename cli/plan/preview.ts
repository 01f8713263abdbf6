import { rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { approvalOf } from "../../readiness/preview/approval.ts";
import { plural } from "../../readiness/report/text.ts";
import { refuseArguments } from "../engine.ts";
import { type ExitCode, exitCodes } from "../exit.ts";
import { say } from "../up/say.ts";
import { type Looked, look } from "./look.ts";
import { originOf } from "./origin.ts";
import type { PreviewArguments } from "./preview-arguments.ts";
import { sayDrift, sayPlan } from "./say-plan.ts";

/** What the engine would do, what golive says of it, and on request a file that an `up` can be bound to. */
export async function preview(stack: string, args: PreviewArguments): Promise<ExitCode> {
  refuseArguments(stack, args.pulumi);
  const file = args.save === undefined ? undefined : resolve(args.save);
  if (file !== undefined) rmSync(file, { force: true }); // a refused plan leaves no older approval behind
  const looked = await look(stack, args.pulumi, { capture: false });
  if (args.drift) return driftOf(stack, looked);
  if (looked.plan.length > 0) sayPlan(looked);
  if (looked.code !== exitCodes.ready || file === undefined) return looked.code;
  const approval = approvalOf(await originOf(stack), looked.plan, new Date());
  writeFileSync(file, `${JSON.stringify(approval, null, 2)}\n`);
  say(
    `golive: ${args.save} names this plan, ${approval.plan.slice(0, 12)}: ./golive up ${stack} --approved ${args.save}`,
  );
  return exitCodes.ready;
}

/** Also where the difference is harmless: whoever changed it by hand is missed by the next release, or undone by it. */
function driftOf(stack: string, looked: Looked): ExitCode {
  if (looked.plan.length > 0) {
    say(`golive: DRIFT: ${plural(looked.plan.length, "resource")} of ${stack} not as declared`);
    sayDrift(looked);
    say(`golive: declare what was meant, or let \`./golive up ${stack}\` put back what was not`);
  } else if (looked.whole) say(`golive: ${stack} is as it was declared`);
  return looked.code === exitCodes.ready && looked.plan.length > 0 ? exitCodes.notReady : looked.code;
}
