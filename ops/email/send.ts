import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { signIn } from "../session.ts";
import type { Target } from "../target.ts";
import { senderOf, ses } from "./sender.ts";

/** Takes each message, bounces none, and counts for no reputation ("Using the mailbox simulator", SES guide). */
export const simulator = "success@simulator.amazonses.com";

/** A message that says what it is, to whoever finds it in a mailbox. */
export interface Message {
  readonly from: string;
  readonly to: string;
  readonly configurationSet: string;
  readonly subject: string;
}

export const messageTo = (target: Target, to: string): Message => ({
  from: senderOf(target).from,
  to,
  configurationSet: target.prefix,
  subject: `${target.config.product}, ${target.config.environment}: a test of the way out`,
});

/** Sends as services do: from the one address, by the one configuration set. Answers SES's id of the message. */
export async function send(target: Target, message: Message): Promise<string> {
  const session = await signIn(target);
  const client = ses(target);
  const text = `Sent by \`golive ops email ${target.stack}\`, to see that mail of ${target.prefix} arrives. Nobody needs to answer.`;
  const command = new SendEmailCommand({
    FromEmailAddress: message.from,
    Destination: { ToAddresses: [message.to] },
    ConfigurationSetName: message.configurationSet,
    Content: { Simple: { Subject: { Data: message.subject }, Body: { Text: { Data: text } } } },
  });
  const { MessageId = "" } = await session.call(
    `send to ${message.to} from ${message.from}`,
    "ses:SendEmail",
    () => client.send(command),
  );
  return MessageId;
}
