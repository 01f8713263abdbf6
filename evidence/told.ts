import type { EvidenceRecord, Failure } from "./record.ts";

/** All that speaks against a trial, for its sentence. */
export const inOneLine = (failures: readonly Failure[]): string =>
  failures.map(({ what }) => what).join("; ");

/** Whether a service was asked elsewhere than at its own host. */
export const isRehearsed = ({ through }: Pick<EvidenceRecord, "through">): boolean =>
  Object.keys(through).length > 0;
