import type { EvidenceRecord, Failure } from "./record.ts";
import { recordName } from "./store.ts";

/** All that speaks against a trial, for its sentence. */
export const inOneLine = (failures: readonly Failure[]): string =>
  failures.map(({ what }) => what).join("; ");

/** Whether a service was asked elsewhere than at its own host. */
export const isRehearsed = ({ through }: Pick<EvidenceRecord, "through">): boolean =>
  Object.keys(through).length > 0;

/** Whether it counts in a rehearsal alone: made elsewhere, or by nobody whom AWS knows. */
export const isRehearsals = (record: Pick<EvidenceRecord, "by" | "through">): boolean =>
  isRehearsed(record) || !isInAws(record);

/** Where a record stands, and whether it is a rehearsal's. */
export const keptAt = (at: string, record: Pick<EvidenceRecord, "by" | "sequence" | "through">): string =>
  `written down${isRehearsals(record) ? " as a rehearsal" : ""}: ${at.replace(/\/$/, "")}/${recordName(record.sequence)}`;

/** Whether AWS said who they are; else the record was made in a folder of some machine. */
export const isInAws = ({ by }: Pick<EvidenceRecord, "by">): boolean => !by.startsWith("local:");
