import type { CommandModule } from "yargs";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface ErrorsOptions extends OpsOptions {
  readonly yes: boolean;
}

export const opsErrors: CommandModule<object, ErrorsOptions> = {
  command: "errors <stack>",
  describe: "Send one test error to the error tracker, and write down whether it was taken",
  builder: (yargs) =>
    withYes(withStack(yargs), "Send it; without, say where it would go")
      .example("$0 ops errors production", "where errors of services and pages go")
      .example("$0 ops errors production --yes", "one real error by each way"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, { yes }: ErrorsOptions): Promise<ExitCode> {
  const [{ testTracking, trackersOf, trackingOf }, { signIn }] = await Promise.all([
    import("../../ops/tracking.ts"),
    import("../../ops/session.ts"),
  ]);
  const named = trackingOf(target); // what a file lacks needs no credentials to be told
  const session = await signIn(target);
  const trackers = await trackersOf(target, session, named);
  say(`unexpected errors of ${target.prefix} go`);
  for (const { from, secret, read, dsn } of trackers)
    say(`  from ${from} to ${dsn.host}, by ${secret}${read === "environment" ? " of your environment" : ""}`);
  if (!yes) {
    say(`\nDry run: nothing was sent. To do it:\n  ./golive ops errors ${target.typed} --yes`);
    return exitCodes.notReady;
  }
  const { record, at } = await testTracking(target, session, trackers);
  say("");
  for (const { from, event, taken, said } of record.events)
    say(`${taken ? "✔" : "✘"} ${from}: event ${event} ${said}`);
  const proven = record.events.every(({ taken }) => taken);
  say(
    proven
      ? `\nLook for them at the tracker, by their ids or by golive:test. That they were taken is written down: ${at}`
      : `\nNot proven: errors get lost. What became of each is written down: ${at}`,
  );
  return proven ? exitCodes.ready : exitCodes.notReady;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
