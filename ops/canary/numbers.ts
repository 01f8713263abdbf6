import type { Config } from "../../config/schema.ts";
import type { Failure } from "../../evidence/record.ts";
import { type Reading, totalsOf } from "../watch/reading.ts";

/** Each group by itself: at a twentieth of the traffic, a broken canary hides in the whole service's numbers. */
export function numbersFlaws(
  reading: Reading,
  slo: Config["slo"],
  begun: readonly { readonly id: string }[],
): readonly Failure[] {
  const own = begun.flatMap(({ id }) => reading.groups.filter(({ service }) => service === id));
  const unknown = begun.filter(({ id }) => own.filter(({ service }) => service === id).length < 2);
  const flaw = (what: string, ...requirements: string[]): Failure => ({ what, requirements });
  return [
    ...unknown.map(({ id }) => flaw(`${id}: not both of its groups have numbers`, "K05")),
    ...own.flatMap((group) => {
      const [total] = totalsOf({ groups: [group] });
      const name = `${group.service} ${group.group}`;
      if (total === undefined || total.asked + total.failed === 0)
        return [flaw(`${name}: nobody asked it, so nothing is known of it`, "K05")];
      return [
        ...(total.failedPercent > slo.errorPercent
          ? [flaw(`${name}: ${total.failedPercent} % were 5xx; ${slo.errorPercent} % may be`, "K05", "K08")]
          : []),
        ...(total.within95 !== null && total.within95 < 95
          ? [flaw(`${name}: ${total.within95} % within ${slo.p95Ms} ms; 95 % must be`, "K05", "K07")]
          : []),
      ];
    }),
  ];
}

/** The same, for a record. */
export const numbersOf = ({ groups }: Reading): Readonly<Record<string, number>> =>
  Object.fromEntries(
    groups.flatMap((group) => {
      const [total] = totalsOf({ groups: [group] });
      if (total === undefined) return [];
      const name = `${group.service}.${group.group}`;
      return [
        [`${name}.requests`, total.asked],
        [`${name}.percent5xx`, total.failedPercent],
        ...(total.worstP95Ms === null ? [] : [[`${name}.worstMinuteP95Ms`, total.worstP95Ms]]),
      ];
    }),
  );
