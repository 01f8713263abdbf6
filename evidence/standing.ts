import { isClearlyAfter } from "./flaws.ts";
import { type Kind, type KindName, kindOf } from "./kinds.ts";
import type { EvidenceRecord } from "./record.ts";
import { isInAws } from "./told.ts";

/** What is known of one kind for one release of one stack. All but "proven" is not ready. */
export interface Standing {
  readonly kind: KindName;
  readonly subject: string | null;
  readonly state:
    | "proven"
    | "missing"
    | "failed"
    | "stale"
    | "another release"
    | "rehearsed elsewhere"
    | "too short";
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
  const own = among(question.here, name, subject, question);
  const there = among(kind.where === "here" ? [] : question.staging, name, subject, question);
  const decisive = outweighs(there, own) ? there : own;
  // What the stack itself has failed is mended where it failed.
  const onStaging = kind.where !== "here" && (decisive === there || own.state !== "failed");
  const where = (onStaging ? question.typedStaging : undefined) ?? question.typed;
  const command = `./golive ${kind.command.replace("{subject}", subject ?? "").replace("{stack}", where)}`;
  return { kind: name, subject, command, ...decisive };
}

type Judged = Pick<Standing, "state" | "why" | "record">;

/** The last in the chain is the newest, whatever clocks said. */
function among(
  records: readonly EvidenceRecord[],
  name: KindName,
  subject: string | null,
  question: Question,
): Judged {
  const kind = kindOf(name);
  const all = records.filter((record) => record.kind === name && record.subject === subject);
  const newest = all.findLast(({ release }) => kind.bound === "stack" || release === question.release);
  if (newest) return { record: newest, ...judged(newest, kind, question) };
  const other = all.at(-1);
  return other
    ? {
        state: "another release",
        record: other,
        why: `the newest, of ${dayOf(other)}, is of another release`,
      }
    : { state: "missing", record: undefined, why: "nothing was tried yet" };
}

/** What the stack itself failed, no other stack makes good; what it passed, a later failure of staging still puts in doubt. */
function outweighs(there: Judged, own: Judged): boolean {
  if (own.state === "proven")
    return there.state === "failed" && (there.record?.ended ?? "") > (own.record?.ended ?? "");
  return weight(there) > weight(own);
}

const weight = ({ state }: Judged): number => {
  if (state === "proven" || state === "failed") return 3;
  if (state === "missing") return 0;
  return state === "another release" ? 1 : 2;
};

function judged(
  record: EvidenceRecord,
  { maxAgeDays, lastsMinutes }: Kind,
  { now, rehearsal }: Question,
): Omit<Judged, "record"> {
  if (record.result === "failed") return { state: "failed", why: record.says };
  const days = (now.getTime() - Date.parse(record.ended)) / 86_400_000;
  if (days > maxAgeDays)
    return { state: "stale", why: `${Math.floor(days)} days old; it counts for ${maxAgeDays}` };
  if (isClearlyAfter(record.ended, now))
    return { state: "stale", why: `it says that it ended on ${record.ended}, which is yet to come` };
  const [elsewhere] = Object.entries(record.through);
  if (elsewhere && !rehearsal)
    return {
      state: "rehearsed elsewhere",
      why: elsewhereSays(elsewhere),
    };
  if (!isInAws(record) && !rehearsal)
    return { state: "rehearsed elsewhere", why: `${record.by} made it in a folder: nobody whom AWS knows` };
  const lasted = lastedMinutes(record);
  if (lastsMinutes !== undefined && !rehearsal && !(lasted >= lastsMinutes - roundedMinutes))
    return {
      state: "too short",
      why: Number.isNaN(lasted)
        ? `it does not say how long it lasted; it counts from ${lastsMinutes} min on`
        : `it lasted ${lasted} min; it counts from ${lastsMinutes} min on`,
    };
  return { state: "proven", why: record.says };
}

/** A load that began within a second, and ended within one. */
const roundedMinutes = 1 / 60 + 0.005;

/** NaN where the record has measured no time. */
const lastedMinutes = ({ measurements: { minutes } }: EvidenceRecord): number =>
  typeof minutes === "number" ? minutes : Number.NaN;

const dayOf = ({ ended }: EvidenceRecord): string => ended.slice(0, 10);

/** An address, or what stood in the stack's place, such as a file or a value of somebody's own. */
const elsewhereSays = ([what, where]: readonly [string, string]): string =>
  /^https?:/.test(where)
    ? `${what} was asked at ${where}, not at its own host`
    : `${what}: ${where}, not the stack's own`;
