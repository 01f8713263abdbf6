import type { CommandModule } from "yargs";
import type { Part, Seen } from "../../ops/bootstrap/part.ts";
import type { Bootstrapped } from "../../ops/bootstrap.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface BootstrapOptions extends OpsOptions {
  readonly yes: boolean;
}

export const opsBootstrap: CommandModule<object, BootstrapOptions> = {
  command: "bootstrap <stack>",
  describe:
    "Prepare what comes before a stack: the key and the bucket of Pulumi's state, backups switched on",
  builder: (yargs) =>
    withYes(withStack(yargs)).example("$0 ops bootstrap staging", "a dry run: looks, and changes nothing"),
  handler: (options) => onStack(options, (target) => prepare(target, options)),
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function prepare(target: Target, { yes }: BootstrapOptions): Promise<ExitCode> {
  const { bootstrap } = await import("../../ops/bootstrap.ts");
  // The next run goes on where this one ended.
  const interrupt = interruptible("stopping after this step", () => undefined);
  try {
    const listener = {
      begin: ({ who, account, region }: { who: string; account: string; region: string }) =>
        say(`bootstrap ${target.stack}: what comes before a stack, in ${account} ${region}\nas ${who}\n`),
      seen: (part: Part, seen: Seen) => say(seenLine(part, seen)),
      made: ({ what }: Part) => say(`  done: ${what}`),
    };
    const manner = { act: yes, signal: interrupt.signal, prove: { times: 10, everyMs: 3_000 } };
    return ended(target, await bootstrap(target, listener, manner));
  } finally {
    interrupt.off();
  }
}

function seenLine({ what }: Part, seen: Seen): string {
  if (seen.state === "right") return `  ✔ ${what}`;
  if (seen.state === "missing") return `  + ${what}`;
  if (seen.decide === undefined) return `  ~ ${what}\n      found: ${seen.found}`;
  return `  ! ${what}\n      found: ${seen.found}\n      yours to decide: ${seen.decide}`;
}

function ended(target: Target, done: Bootstrapped): ExitCode {
  if (done.end === "ready") {
    say(`\nAll of it stands as it must. Next:\n  ${done.login}\n  ${done.init}`);
    return exitCodes.ready;
  }
  if (done.end === "planned")
    say(
      `\nDry run: nothing was changed. This makes what has a + and corrects what has a ~:\n  ./golive ops bootstrap ${target.typed} --yes`,
    );
  if (done.end === "undecided") say("\nNothing was changed: what has a ! is for a person to decide.");
  if (done.end === "unproven")
    say(
      `\nNot proven: AWS took every change, but still shows otherwise:\n${done.parts.map(({ what }) => `  ✘ ${what}`).join("\n")}`,
    );
  if (done.end === "interrupted") say("\nInterrupted between two steps; the same command goes on from here.");
  return exitCodes.notReady;
}
