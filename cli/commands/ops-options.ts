import type { Argv } from "yargs";
import type { Mistake } from "../../config/mistakes.ts";
import { mistyped } from "../../ops/errors.ts";
import { usualMinutes } from "../../ops/rollback/work.ts";

/** Nothing is changed without it. */
export const withYes = <T>(yargs: Argv<T>, describe = "Do it; without, say what would be done") =>
  yargs.option("yes", { alias: "y", type: "boolean", default: false, describe });

export const withJson = <T>(yargs: Argv<T>) =>
  yargs.option("json", {
    type: "boolean",
    default: false,
    describe: "Print the answer as one JSON object",
  });

/** What puts a release in place: for how long, and whether at all. */
export const withWatch = <T>(yargs: Argv<T>) =>
  withYes(
    yargs.option("watch-minutes", {
      type: "number",
      requiresArg: true,
      default: usualMinutes,
      describe: "How long deployments and alarms are watched, and old tasks stay beside",
    }),
  );

/** ECS takes a bake time of whole minutes, up to a day. */
export const minutesMistakes = (minutes: number): readonly Mistake[] =>
  Number.isInteger(minutes) && minutes >= 0 && minutes <= 1440
    ? []
    : [mistyped("--watch-minutes", minutes, "a whole number from 0 to 1440")];
