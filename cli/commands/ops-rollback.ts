import type { CommandModule } from "yargs";
import type { Mistake } from "../../config/mistakes.ts";
import { WrongInput } from "../../ops/errors.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";
import { acting } from "./ops-voice.ts";

interface RollbackOptions extends OpsOptions {
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
    withStack(yargs)
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
      .option("watch-minutes", {
        type: "number",
        requiresArg: true,
        default: 10,
        describe: "How long deployments and alarms are watched, and old tasks stay beside",
      })
      .option("yes", {
        alias: "y",
        type: "boolean",
        default: false,
        describe: "Do it; without, say what would be done",
      })
      .conflicts("to", "at")
      .example(
        "$0 ops rollback production",
        "a dry run: says where it would go back to, and changes nothing",
      ),
  handler: (options) => onStack(options, (target) => goBack(target, options)),
};

const line = (path: string, found: unknown, allowed: string): Mistake => ({
  file: "the command line",
  path,
  found: Number.isNaN(found) ? "no number" : String(found),
  allowed,
});

/** ECS takes a bake time of whole minutes, up to a day. */
export const minutesMistakes = (minutes: number): readonly Mistake[] =>
  Number.isInteger(minutes) && minutes >= 0 && minutes <= 1440
    ? []
    : [line("--watch-minutes", minutes, "a whole number from 0 to 1440")];

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
      ? [line("--at", at, "only with --database: a release is named with --to")]
      : []),
    ...(at !== undefined && database && !isTime(at)
      ? [line("--at", at, "a time with its zone, such as 2026-11-21T06:30:00Z")]
      : []),
    ...(database && at === undefined && to === undefined
      ? [
          line(
            "--database",
            "no word to where",
            "--database --to RELEASE, or --database --at TIME: data is lost by it",
          ),
        ]
      : []),
  ];
}

async function goBack(
  target: Target,
  { to, at, database, "watch-minutes": watchMinutes, yes }: RollbackOptions,
): Promise<ExitCode> {
  const mistakes = mistakesIn({ to, at, database, "watch-minutes": watchMinutes });
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const { beginWork, rollback } = await import("../../ops/rollback.ts");
  const { rollbackDatabase } = await import("../../ops/rollback/database.ts");
  const words = [
    ...(database ? ["--database"] : []),
    ...(to === undefined ? [] : [`--to ${to}`]),
    ...(at === undefined ? [] : [`--at ${at}`]),
    ...(watchMinutes === 10 ? [] : [`--watch-minutes ${watchMinutes}`]),
  ];
  return acting(
    { act: yes, watchMinutes },
    async (manner, voice) => {
      if (!database) return rollback(target, { to }, voice, manner);
      const work = await beginWork("rollback --database", target, voice, manner);
      return rollbackDatabase(work, to === undefined ? { at: new Date(at ?? "") } : { to });
    },
    ["./golive ops rollback", target.stack, ...words].join(" "),
  );
}
