import type { Config } from "../../config/schema.ts";
import { intendedRelease } from "../../evidence/fingerprint.ts";
import { kindNames } from "../../evidence/kinds.ts";
import { type Standing, standingsOf } from "../../evidence/standing.ts";
import { exercises } from "../register/exercises.ts";
import type { Requirement } from "../register/requirements.ts";
import { type Again, type Cell, type Missing, plainly, type Records } from "./types.ts";

export interface Exercised {
  cell(row: Requirement): Cell;
  readonly missing: readonly Missing[];
}

interface Asked {
  readonly config: Config;
  readonly typed: string;
  readonly again?: Again;
  readonly here: Records;
  readonly staging: Records | undefined;
  readonly rehearsal: boolean;
  readonly now: Date;
}

/** Whether what must have been tried was, for this very release and lately enough (letter C). */
export function exercised({
  config,
  typed,
  again = plainly,
  here,
  staging,
  rehearsal,
  now,
}: Asked): Exercised {
  const release = intendedRelease(config)?.release ?? "";
  const typedStaging = typed.replace(/^\S+/, "staging");
  const question = {
    typed: typed + again.trial.here,
    release,
    now,
    rehearsal,
    here: recordsIn(here),
    staging: staging ? recordsIn(staging) : [],
    typedStaging: staging && typedStaging + again.trial.staging,
  };
  const standings = new Map(kindNames.map((kind) => [kind, standingsOf(kind, question)]));
  const all = [...standings.values()].flat();
  // A trial that failed speaks also against rows that ask for others.
  const open = (row: string): readonly Standing[] =>
    all.filter(
      (one) => (one.state !== "proven" && exercises[row]?.includes(one.kind)) || namedBy(one).includes(row),
    );
  const asking = Map.groupBy(
    Object.entries(exercises).flatMap(([id, names]) => names.map((kind) => ({ id, kind }))),
    ({ kind }) => kind,
  );
  const rows = Object.fromEntries([...asking].map(([kind, all]) => [kind, all.map(({ id }) => id)]));
  const doubted = [
    ...doubts(here, rows, typed + again.records.here),
    ...(staging ? doubts(staging, {}, typedStaging + again.records.staging) : []),
  ];
  return {
    cell: (row) => cellOf(row, open(row.id)),
    missing: [
      ...doubted,
      ...[...asking.keys()]
        .flatMap((kind) => standings.get(kind) ?? [])
        .filter(({ state }) => state !== "proven")
        .map((one) => missingOf(one, rows[one.kind] ?? [], doubted.length > 0, again)),
    ],
  };
}

const recordsIn = (records: Records) => ("chain" in records ? records.chain.records : []);

function cellOf({ id, metBy }: Requirement, open: readonly Standing[]): Cell {
  if (!metBy.includes("C")) return { state: "not asked", why: "" };
  if (!exercises[id]) return { state: "not proven", why: "nobody has said what would show it" };
  const why = open.map((one) => `${nameOf(one)}: ${one.why}`).join("; ");
  // A trial that failed says of which rows; of its others it only shows nothing.
  const failed = open.some((one) => {
    const named = namedBy(one);
    return one.state === "failed" && (named.length === 0 || named.includes(id));
  });
  if (failed) return { state: "failed", why };
  return open.length > 0 ? { state: "not proven", why } : { state: "proven", why: exercises[id].join(", ") };
}

/** Rows that a failed trial speaks against. */
const namedBy = ({ state, record }: Standing): readonly string[] =>
  state === "failed" ? [...new Set(record?.failures.flatMap((one) => one.requirements))].sort() : [];

const nameOf = ({ kind, subject }: Standing): string => (subject === null ? kind : `${kind} ${subject}`);

const missingOf = (
  one: Standing,
  asking: readonly string[],
  doubted: boolean,
  { report }: Again,
): Missing => ({
  tier: "exercised",
  state: one.state === "failed" ? "failed" : "not proven",
  what: nameOf(one),
  why: whyOf(one, doubted),
  command: one.kind === "report" ? one.command + report : one.command,
  requirements: namedBy(one).length > 0 ? namedBy(one) : asking,
});

/** Where records cannot be read or relied on, that none is seen does not mean that nothing was tried. */
function whyOf({ state, why }: Standing, doubted: boolean): string {
  if (state !== "missing") return `${state}: ${why}`;
  return doubted ? "nobody knows, as the records say nothing" : why;
}

/** What makes the records themselves doubtful: then nothing in them proves anything. */
function doubts(
  records: Records,
  rows: Readonly<Record<string, readonly string[]>>,
  typed: string,
): readonly Missing[] {
  const requirements = [...new Set(Object.values(rows).flat())].sort();
  const told = { tier: "exercised", what: `the records in ${records.at}`, requirements } as const;
  if ("unread" in records)
    return [{ ...told, state: "not proven", why: records.unread, command: records.command }];
  return records.chain.flaws.map((flaw) => ({
    ...told,
    state: "failed" as const,
    why: `${flaw}: nothing in the chain proves anything`,
    command: `./golive ops evidence verify ${typed}`,
  }));
}
