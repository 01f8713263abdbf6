import type { CommandModule } from "yargs";
import type { Shifting } from "../../ops/canary/deployment.ts";
import type { Target } from "../../ops/target.ts";
import { type Reading, totalsOf } from "../../ops/watch/reading.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { working } from "./ops-canary-work.ts";
import { keptLines } from "./ops-kept.ts";
import { opening } from "./ops-opening.ts";
import { onStack } from "./ops-run.ts";
import { columns, liveTable } from "./ops-table.ts";
import { type TrialWords, trialOn, withTrial } from "./ops-trial.ts";

export const opsCanaryWatch: CommandModule<object, TrialWords> = {
  command: "watch <stack>",
  describe: "Follow the newest deployment to its end, both groups by themselves, and write it down",
  builder: (yargs) =>
    withTrial(yargs).example(
      "$0 ops canary watch production",
      "beside `up`, or after it: its numbers are kept",
    ),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: TrialWords): Promise<ExitCode> {
  const [{ shiftingNow }, { watchCanary, stageOf }, { CloudWatchNumbers }] = await Promise.all([
    import("../../ops/canary/deployment.ts"),
    import("../../ops/canary/watch.ts"),
    import("../../ops/watch/cloudwatch.ts"),
  ]);
  const trial = await trialOn(target, options);
  const at = await working(trial, {
    ...{ act: false, watchMinutes: 0 },
    stopping: "no longer watching: ECS goes on by itself; that nobody looked is written down",
  });
  const { work, voice } = at;
  const table = liveTable();
  try {
    voice.say(opening("canary watch", trial));
    const begun = await shiftingNow(work);
    if (begun.length === 0) {
      voice.say("✘ nothing of it was ever deployed in steps: there is no canary to watch");
      return exitCodes.notReady;
    }
    for (const one of begun) voice.say(`  ${stageOf(one)}`);
    const source = await CloudWatchNumbers.of(target, work.session);
    const saw = (now: readonly Shifting[], reading: Reading) =>
      table.draw([...now.map(stageOf), ...columns(rowsOf(reading))]);
    const record = await watchCanary(work, trial, begun, { source, saw });
    table.end();
    voice.say("");
    for (const line of keptLines(trial, record)) voice.say(line);
    const passed = record.result === "passed";
    if (!passed) voice.say(`\nNot promoted, or not proven; ${hint(target)}`);
    return passed ? exitCodes.ready : exitCodes.notReady;
  } finally {
    at.end();
  }
}

const hint = ({ typed }: Target): string =>
  `what serves now: \`./golive ops release ${typed}\`; back at once: \`./golive ops rollback ${typed} --yes\``;

const rowsOf = ({ groups }: Reading): readonly (readonly string[])[] => [
  ["", "requests", "5xx %", "in time %", "p95 ms now"],
  ...groups.flatMap((group) =>
    totalsOf({ groups: [group] }).map((total) => [
      ...[`${group.service} ${group.group}`, String(total.asked), String(total.failedPercent)],
      ...[String(total.within95 ?? "–"), String(total.latestP95Ms ?? "–")],
    ]),
  ),
];
