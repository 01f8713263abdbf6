import type { CommandModule } from "yargs";
import type { Mistake } from "../../config/mistakes.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { quoted } from "../../ops/quoted.ts";
import { again } from "../../ops/rollback/again.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { minutesMistakes, withWatch } from "./ops-options.ts";
import { recorded } from "./ops-recorded.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";
import { acting } from "./ops-voice.ts";

interface RollbackOptions extends TrialWords {
  readonly to: string | undefined;
  readonly at: string | undefined;
  readonly database: boolean;
  readonly "watch-minutes": number;
  readonly yes: boolean;
}

export const opsRollback: CommandModule<object, RollbackOptions> = {
  command: "rollback <stack>",
  describe: "Go back to a release that served, all traffic at once; watch it, and write it down",
  builder: (yargs) =>
    withWatch(withTrial(yargs))
      .option("to", {
        type: "string",
        requiresArg: true,
        describe:
          "The release, as `release/<id>.json` names it; else the last good one before what serves now",
      })
      .option("database", {
        type: "boolean",
        default: false,
        describe: "The data too: restored to a new database, which takes the old one's place",
      })
      .option("at", {
        type: "string",
        requiresArg: true,
        describe:
          "With --database: to a point in time (ISO 8601, with its zone) instead of a release's snapshot",
      })
      .conflicts("to", "at")
      .example(
        "$0 ops rollback production",
        "a dry run: says where it would go back to, and changes nothing",
      ),
  handler: (options) => onStack(options, (target) => goBack(target, options)),
};

const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
  !Number.isNaN(Date.parse(text));

/** What does not fit together on the command line; nothing is asked of AWS then. */
export function mistakesIn(
  asked: Pick<RollbackOptions, "to" | "at" | "database" | "watch-minutes">,
): readonly Mistake[] {
  const { to, at, database } = asked;
  return [
    ...minutesMistakes(asked["watch-minutes"]),
    ...(at !== undefined && !database
      ? [mistyped("--at", at, "only with --database: a release is named with --to")]
      : []),
    ...(at !== undefined && database && !isTime(at)
      ? [mistyped("--at", at, "a time with its zone, such as 2026-11-21T06:30:00Z")]
      : []),
    ...(database && at === undefined && to === undefined
      ? [
          mistyped(
            "--database",
            "no word to where",
            "--database --to RELEASE, or --database --at TIME: data is lost by it",
          ),
        ]
      : []),
  ];
}

async function goBack(target: Target, options: RollbackOptions): Promise<ExitCode> {
  const { to, at, database, "watch-minutes": watchMinutes, yes: act } = options;
  const mistakes = mistakesIn({ to, at, database, "watch-minutes": watchMinutes });
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const { beginWork, rollback } = await import("../../ops/rollback.ts");
  const { rollbackDatabase } = await import("../../ops/rollback/database.ts");
  const words = [
    ...(database ? ["--database"] : []),
    ...(to === undefined ? [] : [`--to ${quoted(to)}`]),
    ...(at === undefined ? [] : [`--at ${quoted(at)}`]),
  ];
  return acting(
    { act, watchMinutes },
    (manner, voice) =>
      recorded(target, options, voice, "rollback", async () => {
        if (!database) return rollback(target, { to }, voice, manner);
        const work = await beginWork("rollback --database", target, voice, manner);
        return rollbackDatabase(work, to === undefined ? { at: new Date(at ?? "") } : { to });
      }),
    again({ target, manner: { watchMinutes } }, "rollback", words),
  );
}
