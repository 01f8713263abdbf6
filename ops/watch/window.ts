import { type KindName, kindOf } from "../../evidence/kinds.ts";
import { isRehearsed } from "../../evidence/told.ts";
import { mistyped, WrongInput } from "../errors.ts";
import type { Trial } from "../trial/trial.ts";
import { lateMs } from "./cloudwatch.ts";

/** How long after a deployment its numbers are looked at (C20): the shortest is a look, which leaves no record. */
export const windows = {
  "5m": { minutes: 5, kind: undefined },
  "60m": { minutes: 60, kind: "watch-60m" },
  "24h": { minutes: 1440, kind: "watch-24h" },
} as const satisfies Readonly<Record<string, { minutes: number; kind: KindName | undefined }>>;
export type WindowName = keyof typeof windows;

export interface Window {
  readonly name: WindowName;
  readonly from: Date;
  readonly to: Date;
}

/**
 * From when to when is looked: forward from now, or from when an earlier watch began; a day is looked back on, where
 * somebody has kept its numbers.
 * @throws WrongInput where numbers of then are not kept
 */
export function windowOf(
  trial: Pick<Trial, "through">,
  name: WindowName,
  { since, minutes, now = new Date() }: { since: Date | undefined; minutes: number | undefined; now?: Date },
): Window {
  const lasts = 60_000 * (minutes ?? windows[name].minutes);
  const rehearsed = isRehearsed(trial);
  const daysBack = since === undefined ? 0 : (now.getTime() - since.getTime()) / 86_400_000;
  const mistakes = [
    ...(minutes !== undefined && !rehearsed
      ? [mistyped("--minutes", minutes, "only with --through: a shorter watch shows less than its name says")]
      : []),
    ...(since !== undefined && rehearsed
      ? [mistyped("--since", since.toISOString(), "no --through: nobody has kept what was not asked")]
      : []),
    ...(daysBack < 0 || daysBack > 14
      ? [mistyped("--since", since?.toISOString(), "a time of the last 14 days: older minutes are not kept")]
      : []),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  // What is looked back on is complete already: nobody waits for its last minutes.
  const back = name === "24h" && !rehearsed ? lasts + lateMs : 0;
  const from = since ?? new Date(now.getTime() - back);
  return { name, from, to: new Date(from.getTime() + lasts) };
}

/** Whether its record is of one release, or of whatever the stack ran. */
export const ofRelease = (name: WindowName): boolean => {
  const { kind } = windows[name];
  return kind !== undefined && kindOf(kind).bound === "release";
};
