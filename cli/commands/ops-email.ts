import type { CommandModule } from "yargs";
import type { Mistake } from "../../config/mistakes.ts";
import type { EmailReadiness } from "../../ops/email.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { keptLines } from "./ops-kept.ts";
import { withJson, withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, withTrial } from "./ops-trial.ts";

interface EmailOptions extends TrialWords {
  readonly json: boolean;
  readonly yes: boolean;
  readonly "send-to": string | undefined;
}

export const opsEmail: CommandModule<object, EmailOptions> = {
  command: "email <stack>",
  describe: "Say whether mail of the stack is taken, signed and delivered; on request send one message",
  builder: (yargs) =>
    withYes(
      withJson(withTrial(yargs)),
      "Send one message, to SES's mailbox simulator where no address is given",
    )
      .option("send-to", {
        type: "string",
        describe: "Send the message to this address; without a value to SES's mailbox simulator",
      })
      .example("$0 ops email production", "what is not ready, and what to do about it")
      .example("$0 ops email staging --yes", "one message to the simulator, and a record"),
  handler: (options) =>
    onStack(options, async (target) => {
      const [mistake] = straying(options);
      if (mistake) throw new WrongInput([mistake]);
      const to = options["send-to"] ?? (options.yes ? "" : undefined);
      return to === undefined ? report(target, options) : sendOne(target, to, options);
    }),
};

/** What would be passed over in silence: what is sent is no report. */
const straying = ({ "send-to": to, json, yes }: EmailOptions): readonly Mistake[] =>
  json && (to !== undefined || yes) ? [mistyped("--json", "with --send-to or --yes", "without them")] : [];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function report(target: Target, { json }: EmailOptions): Promise<ExitCode> {
  const { emailReadiness } = await import("../../ops/email.ts");
  const readiness = await emailReadiness(target);
  if (json) say(JSON.stringify(readiness, null, 2));
  else for (const line of await lines(readiness)) say(line);
  return readiness.ready ? exitCodes.ready : exitCodes.notReady;
}

async function lines({
  ready,
  domain,
  from,
  conditions,
  suppressed,
}: EmailReadiness): Promise<readonly string[]> {
  const { conditionLines, unmet } = await import("./condition-lines.ts");
  const count = suppressed.count === 1 ? "1 address" : `${suppressed.count} addresses`;
  return [
    `mail of ${domain}, from ${from}`,
    "",
    ...(await conditionLines(conditions)),
    "",
    `The account writes to ${suppressed.more ? "more than " : ""}${count} no more, because mail bounced or its reader complained.`,
    ready ? "Ready: mail is taken, signed and delivered." : unmet(conditions),
  ];
}

async function sendOne(target: Target, address: string, options: EmailOptions): Promise<ExitCode> {
  const { messageTo, simulator } = await import("../../ops/email/send.ts");
  const to = address === "" ? simulator : address;
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(to))
    throw new WrongInput([mistyped("--send-to", to, "an e-mail address")]);
  const message = messageTo(target, to);
  say(`from ${message.from} to ${message.to}, by the configuration set ${message.configurationSet}:`);
  say(`  ${message.subject}`);
  if (!options.yes) {
    const again = address === "" ? "" : ` --send-to ${address}`;
    say(`\nDry run: nothing was sent. To do it:\n  ./golive ops email ${target.typed}${again} --yes`);
    return exitCodes.notReady;
  }
  const { tryEmail } = await import("../../ops/email/try.ts");
  const trial = await trialOn(target, options);
  const record = await tryEmail(trial, message, say);
  say("");
  for (const line of keptLines(trial, record)) say(line);
  say(`If it does not arrive, the log /${target.prefix}/events/email says why.`);
  return record.result === "passed" ? exitCodes.ready : exitCodes.notReady;
}
