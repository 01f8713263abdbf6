import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Failure } from "../../evidence/record.ts";
import { ses } from "../email/sender.ts";
import { AwsFailed } from "../errors.ts";
import { type Route, Topic } from "../page/topic.ts";
import type { TrialWork } from "../trial/attempt.ts";
import type { Step } from "./timeline.ts";

/** Who is to be told, and how that is done. */
export interface Contact {
  readonly role: string;
  readonly to: string;
  readonly by: "is told by the topic" | "is told by mail" | "must be told by you: no way leads there";
}

export interface Reach {
  readonly routes: readonly Route[];
  readonly contacts: readonly Contact[];
}

export interface Told {
  readonly reached: readonly string[];
  readonly failures: readonly Failure[];
}

const address = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** Whom the ticket topic and the stack's own mail reach. */
export async function reachOf({ trial }: TrialWork): Promise<Reach> {
  const { target } = trial;
  const routes = await Topic.of(target, await trial.session(), "ticket").routes();
  const { contacts, email } = target.config;
  const confirmed = routes.filter(({ state }) => state === "confirmed").map(({ to }) => to);
  return {
    routes,
    contacts: Object.entries(contacts).map(([role, to]): Contact => {
      if (confirmed.includes(to)) return { role, to, by: "is told by the topic" };
      const mail = email !== undefined && address.test(to);
      return { role, to, by: mail ? "is told by mail" : "must be told by you: no way leads there" };
    }),
  };
}

/** Tells all of them; whom it did not reach is named, for a person to tell. */
export async function tell(work: TrialWork, step: Step): Promise<Told> {
  const { trial, voice } = work;
  const { target } = trial;
  const session = await trial.session();
  const { routes, contacts } = await reachOf(work);
  const head = `${step.drill ? "REHEARSAL: incident" : "Incident"} ${step.step}, ${target.prefix}`;
  const text = [
    ...(step.drill ? ["This is a rehearsal: nothing is wrong.", ""] : []),
    step.text,
    "",
    `Incident ${step.incident} of ${target.prefix}, ${step.step} at ${new Date().toISOString()} by ${trial.who}.`,
  ].join("\n");
  await Topic.of(target, session, "ticket").send(head.slice(0, 100), text, { ...step, stack: target.prefix });

  const reached = routes.filter(({ state }) => state === "confirmed").map(({ to }) => to);
  const failures: Failure[] =
    reached.length > 0 ? [] : [{ what: "nobody is subscribed to the ticket topic", requirements: ["C21"] }];
  const mailed = new Set<string>();
  for (const { role, to, by } of contacts) {
    if (by === "is told by the topic" || mailed.has(to)) continue;
    const why = by === "is told by mail" ? await mail(work, to, head, text) : "no way leads there";
    if (why === undefined) {
      mailed.add(to);
      reached.push(to);
      voice.say(`  ✔ ${role} (${to}) by mail`);
    } else
      failures.push({
        what: `${role} (${to}) was not told, tell them yourself: ${why}`,
        requirements: ["C21"],
      });
  }
  return { reached, failures };
}

/** Undefined where SES took it. */
async function mail(
  { trial }: TrialWork,
  to: string,
  subject: string,
  text: string,
): Promise<string | undefined> {
  const { target } = trial;
  const session = await trial.session();
  const command = new SendEmailCommand({
    FromEmailAddress: target.config.email?.from,
    Destination: { ToAddresses: [to] },
    ConfigurationSetName: target.prefix,
    Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } } } },
  });
  try {
    await session.call(`send to ${to}`, "ses:SendEmail", () => ses(target).send(command));
    return undefined;
  } catch (error) {
    if (error instanceof AwsFailed) return error.message;
    throw error;
  }
}
