import { resolve } from "node:path";
import type { Argv } from "yargs";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Here } from "../../ops/trial/one-off.ts";

export interface HereWords {
  readonly exec: boolean;
  readonly cwd: string | undefined;
}

/** Where a rehearsal has its one-off tasks and its database: on this machine. */
export const withHere = <T>(yargs: Argv<T>) =>
  yargs
    .option("exec", {
      type: "boolean",
      default: false,
      describe: "A rehearsal: tasks run as local processes, on the database of the environment",
    })
    .option("cwd", {
      type: "string",
      requiresArg: true,
      describe: "With --exec: the folder in which they run, else this one",
    });

/** @throws WrongInput where they do not fit together */
export function hereOf({ exec, cwd }: HereWords): Here | undefined {
  if (!exec && cwd !== undefined) throw new WrongInput([mistyped("--cwd", cwd, "only together with --exec")]);
  return exec ? { cwd: resolve(cwd ?? ".") } : undefined;
}

export const hereWords = ({ exec, cwd }: HereWords): string =>
  `${exec ? " --exec" : ""}${cwd === undefined ? "" : ` --cwd ${quoted(cwd)}`}`;
