import { join, resolve } from "node:path";
import type { BreakerDrill } from "../../ops/emergency/drill.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import type { OpsOptions } from "../commands/ops-run.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import { type Change, engineHere, firewallTargets, turn } from "./turn.ts";
import type { BreakerWords } from "./words.ts";

export const stackFileOf = (target: Target, { directory }: OpsOptions): string =>
  join(directory === undefined ? root : resolve(directory), target.file);

/** The engine knows the project's own stacks alone. */
function refuseElsewhere({ directory }: OpsOptions): void {
  if (directory === undefined || resolve(directory) === root) return;
  throw new WrongInput([
    mistyped("--directory", directory, "a dry run: only the project's own stacks are changed from here"),
  ]);
}

export interface Acting {
  /** A sentence without its end: what it is that happens. */
  readonly says: string;
  readonly change: Change;
  /** The command as it was typed. */
  readonly again: string;
}

/** Says what would be written and updated; does both after `--yes`. */
export async function actOn(
  target: Target,
  options: OpsOptions & { readonly yes: boolean },
  { says, change, again }: Acting,
): Promise<ExitCode> {
  const { plannedEdit } = await import("../../ops/emergency/edit.ts");
  const path = stackFileOf(target, options);
  const edit = plannedEdit(target, path, change);
  say(`${says} of ${target.prefix}\n\n${target.file}${edit.lines.length === 0 ? " says so already" : ""}`);
  for (const line of edit.lines) say(`  ${line}`);
  const targets = firewallTargets(target).map((word) => (word.startsWith("*") ? `'${word}'` : word));
  say(`\nthen, nothing else of the stack:\n  pulumi up ${targets.join(" ")}`);
  if (!options.yes) {
    say(`\nDry run: nothing was changed. To do it:\n  ${again}`);
    return exitCodes.notReady;
  }
  refuseElsewhere(options);
  const began = performance.now();
  const { done, says: why } = await turn(target, path, change)();
  const seconds = Math.round((performance.now() - began) / 1000);
  say(
    done
      ? `✔ ${says}, ${seconds} s after it was said. Commit ${target.file}: the next update would undo what only this folder says.`
      : `✘ not proven: ${why}`,
  );
  return done ? exitCodes.ready : exitCodes.dependencyFailed;
}

/** On and off again, from outside, with a record. */
export async function drillOn(
  target: Target,
  words: BreakerWords,
  kind: "demote" | "freeze",
  drill: Omit<BreakerDrill, "on" | "off"> & { readonly change: Change },
): Promise<ExitCode> {
  const [{ drilled }, { plannedEdit }, { drillBreaker }] = await Promise.all([
    import("../commands/ops-drill.ts"),
    import("../../ops/emergency/edit.ts"),
    import("../../ops/emergency/drill.ts"),
  ]);
  const { exec } = words;
  if (words.yes && exec === undefined) refuseElsewhere(words);
  const engine = exec === undefined ? undefined : engineHere(exec);
  const path = stackFileOf(target, words);
  const { config } = target;
  if (config.breakers.demote.length > 0 || config.breakers.freeze)
    throw new WrongInput([
      target.mistake(["config", "golive:platform", "breakers"], {
        found: "a breaker that holds",
        allowed: "none while a drill closes and opens: it is proven already, or is taken out first",
      }),
    ]);
  const edit = plannedEdit(target, path, drill.change);
  const command = `${kind} ${target.typed} --drill${exec === undefined ? "" : ` --exec ${quoted(exec)}`}`;
  return drilled(
    target,
    { command, group: "emergency", words },
    {
      kind,
      plan: async () => [
        `asks ${drill.path} of ${drill.service} from outside`,
        ...edit.lines,
        `brings that into effect, asks again, and takes it out in the same way`,
      ],
      act: (work) =>
        drillBreaker(work, {
          ...drill,
          on: turn(target, path, drill.change, engine),
          off: turn(target, path, () => breakersBefore(config.breakers), engine),
        }),
    },
    exec === undefined ? {} : { engine: "local process" },
  );
}

/** A drill begins where neither holds: afterwards only what it did not touch is there. */
const breakersBefore = ({ rate, pause }: Target["config"]["breakers"]) => ({
  ...(rate && { rate }),
  ...(pause.length > 0 && { pause }),
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
