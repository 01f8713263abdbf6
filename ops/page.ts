import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Severity } from "../config/severities.ts";
import type { EvidenceRecord } from "../evidence/record.ts";
import { mistyped, WrongInput } from "./errors.ts";
import { codeOf, hashOf, type PageRecord, readCode } from "./page/record.ts";
import { pagesOf } from "./page/store.ts";
import { type Route, Topic } from "./page/topic.ts";
import { tolerant } from "./patience.ts";
import { releaseId } from "./release/make.ts";
import type { Session } from "./session.ts";
import type { Target } from "./target.ts";
import { keep, type Trial } from "./trial/trial.ts";

export interface Planned {
  readonly topic: string;
  readonly routes: readonly Route[];
  /** Every declared way is there and confirmed, and there is one. */
  readonly open: boolean;
}

/** Whom a test page would reach. */
export async function plannedPage(target: Target, session: Session, severity: Severity): Promise<Planned> {
  const topic = Topic.of(target, session, severity);
  const routes = await topic.routes();
  return {
    topic: topic.arn,
    routes,
    open: routes.length > 0 && routes.every(({ state }) => state === "confirmed"),
  };
}

/** Sends a test page, and writes down that it was sent. */
export async function sendPage(
  target: Target,
  session: Session,
  severity: Severity,
  routes: readonly Route[],
): Promise<PageRecord> {
  const at = new Date();
  const word = Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join("");
  const record: PageRecord = {
    ...{ kind: "page", stack: target.prefix, id: releaseId(at), severity },
    ...{ at: at.toISOString(), by: session.who, routes: routes.map(({ to }) => to) },
    ...{ word: hashOf(word), acknowledged: null },
  };
  const said = [
    `This is a test ${severity} of ${target.prefix}: nothing is wrong.`,
    `${session.who} asked for it at ${record.at}.`,
    "Say that you got it:",
    `./golive ops page ${target.typed} --ack ${codeOf(record.id, word)} --by "your name"`,
  ];
  // Nothing is proven by a record of a page that went nowhere, so it is sent first.
  await Topic.of(target, session, severity).send(
    `TEST ${severity} of ${target.prefix}`.slice(0, 100),
    said.join("\n"),
    alarmOf(target, record, "ALARM", said.join(" ")),
  );
  await pagesOf(target, session).write(record.id, record);
  return record;
}

/** Letters and digits that nobody mistakes for one another on a telephone. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** What CloudWatch would say of an alarm: pagers open an incident by `ALARM`, and close it by `OK`. */
const alarmOf = ({ prefix, config }: Target, { id }: PageRecord, state: "ALARM" | "OK", reason: string) => ({
  AlarmName: `${prefix}-test-${id}`,
  AlarmDescription: `A test of on-call; nothing is wrong. ${config.oncall.runbook}#test-page`,
  AWSAccountId: config.account,
  Region: config.region,
  NewStateValue: state,
  OldStateValue: state === "ALARM" ? "OK" : "ALARM",
  NewStateReason: reason,
  StateChangeTime: new Date().toISOString(),
});

export interface Waiting {
  readonly signal: AbortSignal;
  readonly minutes: number;
  readonly lookMs: number;
  readonly left?: (seconds: number) => void;
}

/** Waits until somebody says that they got the page; what is returned may still be unanswered. */
export async function awaitAnswer(
  target: Target,
  session: Session,
  sent: PageRecord,
  { signal, minutes, lookMs, left }: Waiting,
): Promise<PageRecord> {
  const pages = pagesOf(target, session);
  const patient = tolerant();
  const end = Date.now() + minutes * 60_000;
  let now = sent;
  while (now.acknowledged === null && Date.now() < end && !signal.aborted) {
    left?.(Math.ceil((end - Date.now()) / 1000));
    await pause(Math.min(lookMs, Math.max(0, end - Date.now())), undefined, { signal }).catch(
      () => undefined,
    );
    now = (await patient(() => pages.read(sent.id))) ?? now;
  }
  return now;
}

export interface Acknowledged {
  readonly record: PageRecord;
  /** Nobody had answered before. */
  readonly first: boolean;
}

/** What came of a page, for the chain. A ticket that is read shows nothing of who is woken: it has a subject of its own. */
export const keepPage = (trial: Trial, record: PageRecord, says: string): Promise<EvidenceRecord> =>
  keep(trial, "page", {
    began: new Date(record.at),
    passed: record.acknowledged !== null,
    says,
    ...(record.severity === "ticket" && { subject: "ticket" }),
    failures: record.acknowledged === null ? [{ what: says, requirements: ["G06"] }] : [],
    measurements: {
      id: record.id,
      ...(record.acknowledged && {
        seconds: Math.round((Date.parse(record.acknowledged.at) - Date.parse(record.at)) / 1000),
        reached: record.acknowledged.by,
      }),
    },
  });

/**
 * Writes down who got the page, and lets pagers close it. The first answer stays.
 * @throws WrongInput where there is no such page, or its word is another
 */
export async function acknowledge(
  target: Target,
  session: Session,
  code: string,
  by: string,
): Promise<Acknowledged> {
  const refused = (found: string) =>
    new WrongInput([mistyped("--ack", found, "the code as it stands in the page")]);
  const read = readCode(code);
  if (read === undefined) throw refused(code);
  const pages = pagesOf(target, session);
  const record = await pages.read(read.id);
  if (record === undefined) throw refused(`${code}, and no page ${read.id} was sent`);
  if (record.word !== hashOf(read.word)) throw refused(`${code}, whose word is not that page's`);
  if (record.acknowledged !== null) return { record, first: false };
  const answered = { ...record, acknowledged: { at: new Date().toISOString(), by, as: session.who } };
  await pages.write(answered.id, answered);
  const said = `The test ${record.severity} ${record.id} reached ${by}.`;
  await Topic.of(target, session, record.severity).send(
    `TEST ${record.severity} of ${target.prefix} is over`.slice(0, 100),
    said,
    alarmOf(target, record, "OK", said),
  );
  return { record: answered, first: true };
}
