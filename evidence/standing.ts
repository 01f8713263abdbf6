import { type Kind, type KindName, kindOf } from "./kinds.ts";
import type { EvidenceRecord } from "./record.ts";

/** What is known of one kind for one release of one stack. All but "proven" is not ready. */
export interface Standing {
  readonly kind: KindName;
  readonly subject: string | null;
  readonly state: "proven" | "missing" | "failed" | "stale" | "another release" | "rehearsed elsewhere";
  /** The record that says so; undefined where there is none. */
  readonly record: EvidenceRecord | undefined;
  readonly why: string;
  /** What makes such a record, as it is typed. */
  readonly command: string;
}

export interface Question {
  /** As it is typed: `production`, or with the folder of its file. */
  readonly typed: string;
  /** Staging, as it is typed, where production is asked about: what may be tried there is better tried there. */
  readonly typedStaging?: string | undefined;
  /** The fingerprint of what is to be launched. */
  readonly release: string;
  readonly now: Date;
  /** Records of the stack itself, in order. */
  readonly here: readonly EvidenceRecord[];
  /** Those of staging, where production is asked about. */
  readonly staging: readonly EvidenceRecord[];
  /** Whether records count that were made at another address than the services' own: in a rehearsal alone. */
  readonly rehearsal: boolean;
}

/** How each thing that a kind is about stands. The newest record that fits says so: a failure outdates what passed before. */
export function standingsOf(name: KindName, question: Question): readonly Standing[] {
  const subjects = kindOf(name).subjects ?? [null];
  return subjects.map((subject) => standing(name, subject, question));
}

function standing(name: KindName, subject: string | null, question: Question): Standing {
  const kind = kindOf(name);
  const among = [...question.here, ...(kind.where === "here" ? [] : question.staging)]
    .filter((record) => record.kind === name && record.subject === subject)
    .toSorted((a, b) => b.ended.localeCompare(a.ended));
  const where = kind.where === "here" ? question.typed : (question.typedStaging ?? question.typed);
  const command = `./golive ${kind.command.replace("{subject}", subject ?? "").replace("{stack}", where)}`;
  const told = { kind: name, subject, command };
  const fitting = among.filter(({ release }) => kind.bound === "stack" || release === question.release);
  const [newest] = fitting;
  if (newest === undefined) {
    const [other] = among;
    return other
      ? {
          ...told,
          state: "another release",
          record: other,
          why: `the newest, of ${dayOf(other)}, is of another release`,
        }
      : { ...told, state: "missing", record: undefined, why: "nothing was tried yet" };
  }
  return { ...told, record: newest, ...judged(newest, kind, question) };
}

function judged(
  record: EvidenceRecord,
  { maxAgeDays }: Kind,
  { now, rehearsal }: Question,
): Pick<Standing, "state" | "why"> {
  if (record.result === "failed") return { state: "failed", why: record.says };
  const days = (now.getTime() - Date.parse(record.ended)) / 86_400_000;
  if (days > maxAgeDays)
    return { state: "stale", why: `${Math.floor(days)} days old; it counts for ${maxAgeDays}` };
  if (days < -1 / 24)
    return { state: "stale", why: `it says that it ended on ${record.ended}, which is yet to come` };
  const [elsewhere] = Object.entries(record.through);
  if (elsewhere && !rehearsal)
    return {
      state: "rehearsed elsewhere",
      why: `${elsewhere[0]} was asked at ${elsewhere[1]}, not at its own host`,
    };
  return { state: "proven", why: record.says };
}

const dayOf = ({ ended }: EvidenceRecord): string => ended.slice(0, 10);
