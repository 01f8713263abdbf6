import type { EvidenceRecord } from "../../evidence/record.ts";
import { standingsOf } from "../../evidence/standing.ts";
import type { Step } from "./phases.ts";
import type { Stage } from "./run.ts";

/** What the record says that shows a step done on that very stack, for its release, and lately enough. */
export function doneBy(
  step: Step,
  { stack, release, records }: Stage,
  rehearsal: boolean,
  now: Date,
): string | undefined {
  const { shownBy: kind, once } = step;
  if (release === undefined || kind === undefined) return undefined;
  const here = stillTrue(step, records).filter((record) => isAbout(step, record, release, now));
  const [standing] = standingsOf(kind, { typed: stack, release, now, here, staging: [], rehearsal });
  const { state, record } = standing ?? {};
  const isOver =
    once && state === "stale" && record !== undefined && Date.parse(record.ended) < now.getTime();
  return state === "proven" || isOver ? `record ${record?.sequence}: ${record?.says}` : undefined;
}

/** The card is about this launch: whatever a record shows for a stack, it is of this release, or of these days. */
const isAbout = (
  { withinDays }: Step,
  { release, ended }: EvidenceRecord,
  ours: string,
  now: Date,
): boolean =>
  withinDays === undefined ? release === ours : now.getTime() - Date.parse(ended) <= withinDays * 86_400_000;

/** A look back on a deployment ends after it; what looks forward begins after it, too. */
function stillTrue({ ofDeployment, once }: Step, records: Stage["records"]): Stage["records"] {
  const back = ofDeployment && records.findLast(isWayBack);
  return back
    ? records.filter(({ sequence, began }) => sequence > back.sequence && (once || began >= back.ended))
    : records;
}

/** A release was gone back from, or its canary aborted. A drill ends where it began, and is none; nor is a redeployment. */
const isWayBack = ({ kind, subject, measurements }: EvidenceRecord): boolean =>
  (kind === "rollback" && subject === null && !("thereSeconds" in measurements)) ||
  (kind === "canary-abort" && measurements.drill === false);
