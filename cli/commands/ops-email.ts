import type { CommandModule } from "yargs";
import type { Mistake } from "../../config/mistakes.ts";
import type { EmailReadiness } from "../../ops/email.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { withJson, withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface EmailOptions extends OpsOptions {
  readonly json: boolean;
  readonly yes: boolean;
  readonly "send-to": string | undefined;
}

export const opsEmail: CommandModule<object, EmailOptions> = {
  command: "email <stack>",
  describe: "Say whether mail of the stack is taken, signed and delivered; on request send one message",
  builder: (yargs) =>
    withYes(withJson(withStack(yargs)), "Send the message; without, say what would be sent")
      .option("send-to", {
        type: "string",
        describe: "Send one message to this address; without a value to SES's mailbox simulator",
      })
      .example("$0 ops email production", "what is not ready, and what to do about it")
      .example("$0 ops email staging --send-to --yes", "one message to the simulator"),
  handler: (options) =>
    onStack(options, async (target) => {
      const [mistake] = straying(options);
      if (mistake) throw new WrongInput([mistake]);
      const to = options["send-to"];
      return to === undefined ? report(target, options) : sendOne(target, to, options);
    }),
};

/** What would be passed over in silence: nothing is sent without an address, and what is sent is no report. */
function straying({ "send-to": to, json, yes }: EmailOptions): readonly Mistake[] {
  if (to === undefined && yes) return [mistyped("--yes", "without --send-to", "together with --send-to")];
  return to !== undefined && json ? [mistyped("--json", "with --send-to", "without --send-to")] : [];
}

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

async function sendOne(target: Target, address: string, { yes }: EmailOptions): Promise<ExitCode> {
  const { messageTo, send, simulator } = await import("../../ops/email/send.ts");
  const to = address === "" ? simulator : address;
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(to))
    throw new WrongInput([mistyped("--send-to", to, "an e-mail address")]);
  const message = messageTo(target, to);
  say(`from ${message.from} to ${message.to}, by the configuration set ${message.configurationSet}:`);
  say(`  ${message.subject}`);
  if (!yes) {
    const again = address === "" ? "--send-to" : `--send-to ${address}`;
    say(`\nDry run: nothing was sent. To do it:\n  ./golive ops email ${target.typed} ${again} --yes`);
    return exitCodes.notReady;
  }
  const id = await send(target, message);
  say(`\nTaken by SES as ${id}. If it does not arrive, the log /${target.prefix}/events/email says why.`);
  return exitCodes.ready;
}
