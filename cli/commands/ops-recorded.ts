import { keptAt } from "../../evidence/told.ts";
import type { Voice } from "../../ops/rollback/work.ts";
import type { Target } from "../../ops/target.ts";
import { type TrialWords, trialOn } from "./ops-trial.ts";

/**
 * Leaves what came of a rollback in the chain, beside its own record. A redeployment is written down the same way with a
 * subject of its own: it shows nothing of the way back. A dry run leaves nothing, nor what never began.
 */
export async function recorded(
  target: Target,
  words: TrialWords & { readonly yes: boolean; readonly "watch-minutes": number },
  voice: Voice,
  what: "rollback" | "redeploy",
  run: () => Promise<"planned" | "done">,
): Promise<"planned" | "done"> {
  if (!words.yes) return run();
  const [{ attempt }, { servesNow }] = await Promise.all([
    import("../../ops/trial/attempt.ts"),
    import("../../ops/ecs/live.ts"),
  ]);
  const trial = await trialOn(target, words, { anyway: true });
  const subject = what === "redeploy" ? what : undefined;
  const act = async () => {
    await run();
    const says =
      what === "rollback"
        ? "it was gone back to a release, which served"
        : "the last good release was deployed again, and served";
    const serves = await servesNow(target, await trial.session());
    const measurements = { minutes: words["watch-minutes"], ...serves };
    return { passed: true, says, measurements, ...(subject !== undefined && { subject }) };
  };
  const record = await attempt(trial, "rollback", act, { subject, say: voice.say });
  voice.say(keptAt(trial.store.at, record));
  return "done";
}
