import type { CommandModule } from "yargs";
import { type Severity, severities } from "../../config/severities.ts";
import { keptAt } from "../../evidence/told.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import type { PageRecord } from "../../ops/page/record.ts";
import type { Target } from "../../ops/target.ts";
import type { Trial } from "../../ops/trial/trial.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, untried, withTrial } from "./ops-trial.ts";
import { voice } from "./ops-voice.ts";

interface PageOptions extends TrialWords {
  readonly severity: Severity;
  readonly wait: number;
  readonly yes: boolean;
  readonly ack: string | undefined;
  readonly by: string | undefined;
}

export const opsPage: CommandModule<object, PageOptions> = {
  command: "page <stack>",
  describe: "Send a test page, and write down that it reached somebody",
  builder: (yargs) =>
    withYes(withTrial(yargs), "Send it; without, say whom it would reach")
      .option("severity", {
        choices: severities,
        requiresArg: true,
        default: "page" as const,
        describe: "A page wakes somebody, a ticket waits for the morning",
      })
      .option("wait", {
        type: "number",
        requiresArg: true,
        default: 15,
        describe: "Minutes to wait for the answer",
      })
      .option("ack", { type: "string", requiresArg: true, describe: "The code in a page that you got" })
      .option("by", { type: "string", requiresArg: true, describe: "Your name, with --ack" })
      .example("$0 ops page production --yes", "page whoever is on call, and wait for the answer")
      .example('$0 ops page production --ack CODE --by "Ada Moreno"', "answer a page"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: PageOptions): Promise<ExitCode> {
  const { wait, ack, by } = options;
  const mistakes = [
    ...(Number.isFinite(wait) && wait >= 0 && wait <= 240
      ? []
      : [mistyped("--wait", wait, "minutes, from 0 to 240")]),
    ...(ack !== undefined && (by ?? "").trim().length < 2
      ? [mistyped("--by", by ?? "nobody", "with --ack, the name of whoever got the page")]
      : []),
    ...(ack === undefined && by !== undefined
      ? [mistyped("--by", by, "together with --ack and the page's code")]
      : []),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  return ack === undefined ? await send(target, options) : await answer(target, ack, options);
}

/** Whoever answers writes it down: the one who has sent it may have gone. */
async function answer(target: Target, code: string, options: PageOptions): Promise<ExitCode> {
  const { acknowledge, keepPage } = await import("../../ops/page.ts");
  const trial = await trialOn(target, options);
  const { record, first } = await acknowledge(target, await trial.session(), code, (options.by ?? "").trim());
  say(`✔ ${answered(record)}`);
  if (first) say(keptAt(trial.store.at, await keepPage(trial, record, answered(record))));
  return exitCodes.ready;
}

async function send(target: Target, options: PageOptions): Promise<ExitCode> {
  const { severity, wait, yes } = options;
  const { plannedPage, sendPage } = await import("../../ops/page.ts");
  const trial = await trialOn(target, options);
  const session = await trial.session();
  const { topic, routes, open } = await plannedPage(target, session, severity).catch(untried);
  say(`a test ${severity} of ${target.prefix} goes to ${topic}, and from there to`);
  for (const { to, state } of routes) say(`  ${state === "confirmed" ? "✔" : "✘"} ${to}: ${state}`);
  if (!open) {
    say(
      routes.length === 0
        ? "\n✘ nobody: no route carries it. Name one in the stack file, under oncall.routes."
        : `\n✘ nothing was sent: what is not confirmed is confirmed by whoever owns that address; what is missing, \`./golive up ${target.stack}\` makes.`,
    );
    return exitCodes.notReady;
  }
  if (!yes) {
    say(
      `\nDry run: nothing was sent. To do it:\n  ./golive ops page ${target.typed} --severity ${severity} --yes`,
    );
    return exitCodes.notReady;
  }
  const { brokeOff } = await import("../../ops/trial/attempt.ts");
  const subject = severity === "ticket" ? severity : undefined;
  return sendPage(target, session, severity, routes)
    .then((sent) => proven(trial, wait, sent))
    .catch(async (error: unknown): Promise<never> => {
      await brokeOff(trial, "page", error, { say, subject });
      throw error;
    });
}

async function proven(trial: Trial, minutes: number, record: PageRecord): Promise<ExitCode> {
  const { awaitAnswer, keepPage } = await import("../../ops/page.ts");
  say(`\nsent: ${record.id}. Whoever gets it reads in it what to type.`);
  const interrupt = interruptible("no longer waiting; the page is out", () => undefined);
  const line = voice();
  const left = (seconds: number) => line.now(`waiting for the answer, ${Math.ceil(seconds / 60)} min left`);
  const waiting = { signal: interrupt.signal, minutes, lookMs: 5_000, left };
  const session = await trial.session();
  const now = await awaitAnswer(trial.target, session, record, waiting).finally(() => {
    line.end();
    interrupt.off();
  });
  if (now.acknowledged !== null) {
    say(`✔ ${answered(now)}, and that is written down`);
    return exitCodes.ready;
  }
  const nobody = `nobody has answered ${record.severity} ${record.id} within ${minutes} min`;
  say(
    `✘ not proven: ${nobody}. An answer still counts; until then it is not known whether pages reach anybody.`,
  );
  say(keptAt(trial.store.at, await keepPage(trial, now, nobody)));
  return exitCodes.notReady;
}

const answered = ({ id, severity, at, acknowledged }: PageRecord): string => {
  const seconds = acknowledged ? Math.round((Date.parse(acknowledged.at) - Date.parse(at)) / 1000) : 0;
  return `${severity} ${id} reached ${acknowledged?.by} ${seconds} s after it was sent`;
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);
