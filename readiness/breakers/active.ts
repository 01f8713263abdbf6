import type { Config } from "../../config/schema.ts";

/** Something that is closed on purpose, until somebody takes it out of the stack file (K14, K15). */
export interface ActiveBreaker {
  readonly kind: "demote" | "freeze" | "rate" | "pause";
  /** What is closed, in words. */
  readonly what: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it may hold, ISO 8601. */
  readonly until: string;
  /** How many days it still may hold; negative once it is past. */
  readonly daysLeft: number;
  readonly expired: boolean;
}

/** What is closed at the moment, in the order of the stack file: every report says so until it is taken out. */
export function activeBreakers(
  { breakers }: Pick<Config, "breakers">,
  today: Date,
): readonly ActiveBreaker[] {
  const { demote, freeze, rate, pause } = breakers;
  const held = (
    kind: ActiveBreaker["kind"],
    what: string,
    { reason, owner, until }: { readonly reason: string; readonly owner: string; readonly until: string },
  ): ActiveBreaker => {
    const daysLeft = daysBetween(today, until);
    return { kind, what, reason, owner, until, daysLeft, expired: daysLeft < 0 };
  };
  return [
    ...demote.map((one) =>
      held(
        "demote",
        `${one.service}: ${one.path} ${one.answer === "credential" ? "needs a credential" : "answers 503"}`,
        one,
      ),
    ),
    ...(freeze ? [held("freeze", `public operations are held at ${freeze.operations}`, freeze)] : []),
    ...(rate
      ? [
          held(
            "rate",
            `${rate.address} requests a minute of an address, ${rate.credential} with a credential`,
            rate,
          ),
        ]
      : []),
    ...pause.map((one) => held("pause", `${one.worker} takes no jobs`, one)),
  ];
}

const dayMs = 86_400_000;

/** Whole days in UTC, as the dates of waivers are compared. */
const daysBetween = (today: Date, until: string): number =>
  Math.round((Date.parse(until) - Date.parse(today.toISOString().slice(0, 10))) / dayMs);
