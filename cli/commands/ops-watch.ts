import type { CommandModule } from "yargs";
import { keptAt } from "../../evidence/told.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import type { Target } from "../../ops/target.ts";
import { throughOf } from "../../ops/trial/address.ts";
import type { Trial } from "../../ops/trial/trial.ts";
import { budgetUsed, type Reading, totalsOf } from "../../ops/watch/reading.ts";
import type { Window, WindowName } from "../../ops/watch/window.ts";
import type { Watched } from "../../ops/watch.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { opening, shortened } from "./ops-opening.ts";
import { onStack } from "./ops-run.ts";
import { columns, liveTable } from "./ops-table.ts";
import { type TrialWords, trialOn, untried, withTrial } from "./ops-trial.ts";

interface WatchOptions extends TrialWords {
  readonly window: WindowName;
  readonly since: string | undefined;
  readonly minutes: number | undefined;
}

export const opsWatch: CommandModule<object, WatchOptions> = {
  command: "watch <stack>",
  describe: "Watch the numbers against the objectives, for 5 or 60 minutes or over a day",
  builder: (yargs) =>
    withTrial(yargs)
      .option("window", {
        choices: ["5m", "60m", "24h"] as const,
        requiresArg: true,
        default: "60m" as const,
        describe: "From now on for so long; a day is looked back on",
      })
      .option("since", {
        type: "string",
        requiresArg: true,
        describe: "The window began then (ISO 8601, with its zone): goes on where an earlier watch ended",
      })
      .option("minutes", {
        type: "number",
        requiresArg: true,
        describe: "A rehearsal's own length, with --through",
      })
      .example("$0 ops watch production --window 60m", "the hour after a deployment")
      .example("$0 ops watch production --window 24h", "the last day, at once"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: WatchOptions): Promise<ExitCode> {
  const { window: name, since, minutes } = options;
  const from = since === undefined ? undefined : new Date(since);
  const mistakes = [
    ...(from !== undefined && (Number.isNaN(from.getTime()) || !/(Z|[+-]\d\d:\d\d)$/.test(since ?? ""))
      ? [mistyped("--since", since, "a time with its zone, such as 2026-11-21T06:30:00Z")]
      : []),
    ...(minutes !== undefined && !(minutes > 0 && minutes <= 1440)
      ? [mistyped("--minutes", minutes, "more than 0, up to 1440")]
      : []),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const [{ sourceOf, watchWindow }, { windowOf, windows }] = await Promise.all([
    import("../../ops/watch.ts"),
    import("../../ops/watch/window.ts"),
  ]);
  windowOf({ through: throughOf(target, options.through) }, name, { since: from, minutes }); // needs no credentials
  const trial = await trialOn(target, options);
  const { kind, minutes: whole } = windows[name];
  say(opening("watch", trial));
  for (const line of kind ? shortened(kind, minutes ?? whole) : []) say(`${line}\n`);
  const source = await sourceOf(trial).catch(untried);
  const window = windowOf(trial, name, { since: from, minutes });
  say(`by ${source.from}, ${window.from.toISOString()} to ${window.to.toISOString()}\n`);

  const kept = kind === undefined ? "" : "; what was seen is written down";
  const interrupt = interruptible(`no longer watching${kept}`, () => undefined);
  const table = liveTable();
  const saw = (reading: Reading) => table.draw(linesOf(reading, trial, window));
  const lookMs = Math.min(30_000, Math.max(200, (window.to.getTime() - window.from.getTime()) / 10));
  const watched = await watchWindow(trial, window, source, {
    signal: interrupt.signal,
    lookMs,
    saw,
    say,
  }).finally(() => {
    source.stop();
    table.end();
    interrupt.off();
  });
  return told(watched, window, trial);
}

function linesOf(reading: Reading, { target }: Trial, { to }: Window): readonly string[] {
  const { slo } = target.config;
  const left = Math.max(0, Math.ceil((to.getTime() - Date.now()) / 60_000));
  const head = [
    ...["", "requests", "5xx %", `≤ ${slo.p95Ms} ms %`, `≤ ${slo.p99Ms} ms %`, "p95 ms now", "p95 ms worst"],
    "budget used %",
  ];
  const rows = totalsOf(reading).map((total) => [
    ...[total.service, String(total.asked), String(total.failedPercent), cell(total.within95)],
    ...[cell(total.within99), cell(total.latestP95Ms), cell(total.worstP95Ms)],
    String(budgetUsed(total, slo)),
  ]);
  const gauges = reading.gauges.map(({ name, latest, average, limit, unit }) => [
    ...[name, `now ${cell(latest)} ${unit}`, `on average ${cell(average)} ${unit}`, `limit ${limit} ${unit}`],
  ]);
  return [
    ...columns([head, ...rows]),
    ...(gauges.length > 0 ? ["", ...columns(gauges)] : []),
    reading.red.length > 0 ? `red: ${reading.red.map(({ name }) => name).join(", ")}` : "no alarm is red",
    `${left} min left`,
  ];
}

const cell = (value: number | null): string => (value === null ? "–" : String(value));

function told(watched: Watched, window: Window, trial: Trial): ExitCode {
  const { target, store } = trial;
  for (const line of linesOf(watched.reading, trial, window)) say(line);
  say("");
  for (const { what, requirements } of watched.failures) say(`✘ ${what} (${requirements.join(", ")})`);
  if (watched.critical.length > 0)
    say(`\nThis cannot wait. Back to the release before:\n  ./golive ops rollback ${target.typed} --yes`);
  else if (watched.interrupted && watched.record?.through && Object.keys(watched.record.through).length === 0)
    say(
      `\nTo go on from there:\n  ./golive ops watch ${target.typed} --window ${window.name} --since ${window.from.toISOString()}`,
    );
  if (watched.passed) say("✔ all of it stayed within the objectives");
  if (watched.record) say(keptAt(store.at, watched.record));
  return watched.passed ? exitCodes.ready : exitCodes.notReady;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
