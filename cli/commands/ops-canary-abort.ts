import type { CommandModule } from "yargs";
import { WrongInput } from "../../ops/errors.ts";
import { usualMinutes } from "../../ops/rollback/work.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { working } from "./ops-canary-work.ts";
import { keptLines } from "./ops-kept.ts";
import { opening, shortened } from "./ops-opening.ts";
import { minutesMistakes, withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, withTrial } from "./ops-trial.ts";

interface AbortOptions extends TrialWords {
  readonly drill: boolean;
  readonly "watch-minutes": number;
  readonly yes: boolean;
}

export const opsCanaryAbort: CommandModule<object, AbortOptions> = {
  command: "abort <stack>",
  describe: "Take all traffic back from what is being deployed, and look that it stays so",
  builder: (yargs) =>
    withYes(withTrial(yargs), "Do it; without, say what would be taken back")
      .option("drill", {
        type: "boolean",
        default: false,
        describe: "Begin a canary of what serves already, and abort that",
      })
      .option("watch-minutes", {
        type: "number",
        requiresArg: true,
        default: usualMinutes,
        describe: "How long it is watched at 0 %",
      })
      .example("$0 ops canary abort production --yes", "0 % now, and ten minutes of looking")
      .example("$0 ops canary abort staging --drill --yes", "the same, tried on what serves"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: AbortOptions): Promise<ExitCode> {
  const { drill, "watch-minutes": watchMinutes, yes } = options;
  const mistakes = minutesMistakes(watchMinutes);
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const [{ going, shiftingNow }, { stageOf }, { abortCanary }] = await Promise.all([
    import("../../ops/canary/deployment.ts"),
    import("../../ops/canary/watch.ts"),
    import("../../ops/canary/abort.ts"),
  ]);
  const trial = await trialOn(target, options, { anyway: !drill });
  const stopping = "stopping after this step; what is stopped stays stopped";
  const at = await working(trial, { act: yes, watchMinutes, stopping });
  const { work, voice } = at;
  try {
    voice.say(opening(drill ? "canary abort, a drill," : "canary abort", trial));
    for (const line of drill ? shortened("canary-abort", watchMinutes) : []) voice.say(line);
    const all = await shiftingNow(work);
    const now = going(all);
    for (const one of drill ? all : now) voice.say(`  ${stageOf(one)}`);
    const refused = refusal(drill, all.length, now.length);
    if (refused !== undefined) {
      voice.say(`✘ ${refused}`);
      return exitCodes.notReady;
    }
    if (!yes) {
      voice.say(
        `\nDry run: nothing was changed. To do it:\n  ./golive ops canary abort ${target.typed}${drill ? " --drill" : ""} --yes`,
      );
      return exitCodes.notReady;
    }
    const record = await abortCanary(work, trial, drill);
    voice.say("");
    for (const line of keptLines(trial, record)) voice.say(line);
    if (!drill)
      voice.say(
        `\nThe stack file still names what was taken back:\n  ./golive ops pin ${target.typed} --live --yes`,
      );
    return record.result === "passed" ? exitCodes.ready : exitCodes.notReady;
  } finally {
    at.end();
  }
}

function refusal(drill: boolean, all: number, now: number): string | undefined {
  if (all === 0) return "nothing of it was ever deployed in steps: there is no canary";
  if (drill && now > 0)
    return "a release is being deployed: a drill begins a canary of its own, once that is over";
  return !drill && now === 0 ? "nothing is being deployed: there is nothing to take back" : undefined;
}
