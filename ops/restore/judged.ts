import type { Failure } from "../../evidence/record.ts";
import { inOneLine } from "../../evidence/told.ts";
import type { Attempted } from "../trial/attempt.ts";
import type { RestoreRecord } from "./record.ts";

const rows = ["K04", "K21", "C21"];

/** Scheduled tests come every week at least; an older one says nothing of the backups of now. */
const mostDays = 8;

/** What a test of long ago shows no more (K21). */
export function tooOld({ at }: RestoreRecord, now: Date): readonly Failure[] {
  const days = Math.floor((now.getTime() - Date.parse(at)) / 86_400_000);
  return days <= mostDays
    ? []
    : [{ what: `the test is ${days} days old, and may be ${mostDays}`, requirements: rows }];
}

/** What a record of a restore says, as a trial's. */
export function verdictOf(record: RestoreRecord, more: readonly Failure[] = []): Attempted {
  const { checks, measured, result, restoreJobId, recoveryPoint } = record;
  const bad = checks.filter(({ passed }) => !passed);
  const failures = [
    ...bad.map(({ name, found, expected }) => ({
      what: `${name}: ${found ?? "nothing"} found, ${expected} expected`,
      requirements: rows,
    })),
    ...(result === "FAILED" && bad.length === 0
      ? [{ what: "the restored copy was refused", requirements: rows }]
      : []),
    ...more,
  ];
  const passed = failures.length === 0;
  return {
    passed,
    says: passed
      ? `a backup was restored and looked at within ${measured.rtoMinutes} min: ${checks.length} of ${checks.length} checks`
      : `the restored backup is not proven: ${inOneLine(failures)}`,
    failures,
    measurements: {
      rtoMinutes: measured.rtoMinutes,
      ...(measured.rpoHours !== null && { rpoHours: measured.rpoHours }),
      restoreJobId,
      recoveryPoint,
    },
    attachments: [{ name: "restore.json", content: JSON.stringify(record, null, 2) }],
  };
}
