import type { CommandModule } from "yargs";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { keptLines } from "./ops-kept.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, untried, withTrial } from "./ops-trial.ts";

interface ErrorTestOptions extends TrialWords {
  readonly yes: boolean;
}

export const opsErrorTest: CommandModule<object, ErrorTestOptions> = {
  command: "error-test <stack>",
  describe: "Send one test error to the error tracker, and write down whether it was taken",
  builder: (yargs) =>
    withYes(withTrial(yargs), "Send it; without, say where it would go")
      .example("$0 ops error-test production", "where errors of services and pages go")
      .example("$0 ops error-test production --yes", "one real error by each way"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: ErrorTestOptions): Promise<ExitCode> {
  const [{ testTracking, trackersOf, trackingOf }, { givenLines }] = await Promise.all([
    import("../../ops/tracking.ts"),
    import("../../ops/trial/given.ts"),
  ]);
  const named = trackingOf(target); // what a file lacks needs no credentials to be told
  const trial = await trialOn(target, options);
  const trackers = await trackersOf(trial, named).catch(untried);
  say(`unexpected errors of ${target.prefix} go`);
  for (const { from, secret, read, dsn } of trackers)
    say(`  from ${from} to ${dsn.host}, by ${secret}${read === "environment" ? " of your environment" : ""}`);
  if (!options.yes) {
    say(`\nDry run: nothing was sent. To do it:\n  ./golive ops error-test ${target.typed} --yes`);
    return exitCodes.notReady;
  }
  const { events, given, record } = await testTracking(trial, trackers);
  say("");
  for (const line of givenLines(given)) say(line);
  for (const { from, event, taken, said } of events)
    say(`${taken ? "✔" : "✘"} ${from}: event ${event} ${said}`);
  say("");
  for (const line of keptLines(trial, record)) say(line);
  if (record.result === "failed") return exitCodes.notReady;
  say(
    "That they are shown, only the tracker's own page says: look for them by their ids, or by golive:test.",
  );
  return exitCodes.ready;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
