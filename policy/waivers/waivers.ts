import { dayOf, isDay } from "../reading/days.ts";

/** An exemption is a debt with a name and a date: exact rule, exact resource, no patterns. */
export interface Waiver {
  readonly rule: string;
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, ISO 8601. */
  readonly until: string;
}

/** Longer than this is not an exemption but a decision, and belongs into the rule. */
export const longestWaiverDays = 180;

/**
 * The one rule that is about an update and not about a stack: `preview` and `up` judge it, on the engine's plan. The pack
 * cannot tell whether a waiver of it excuses something, and lets none stand for longer than such an update takes.
 */
export const ofThePlan = "stateful-resource-kept";
const longestForAPlanDays = 14;

/** The stack's waivers on one day, and which of them excused something. */
export class Waivers {
  readonly #list: readonly Waiver[];
  readonly #today: string;
  readonly #neverWaived: ReadonlySet<string>;
  readonly #used = new Set<Waiver>();

  /** @param neverWaived ids of the rules that no waiver excuses */
  constructor(list: readonly Waiver[], today: Date, neverWaived: ReadonlySet<string> = new Set()) {
    this.#list = list;
    this.#today = dayOf(today);
    this.#neverWaived = neverWaived;
  }

  /** The waiver that excuses this rule's findings on this resource, or the expired one that no longer does. */
  on(rule: string, resource: string): { readonly waiver: Waiver; readonly holds: boolean } | undefined {
    const matching = this.#list.filter(
      (w) => w.rule === rule && w.resource === resource && this.mistakes(w).length === 0,
    );
    const waiver = matching.find((w) => w.until >= this.#today) ?? matching[0];
    if (!waiver) return undefined;
    this.#used.add(waiver);
    return { waiver, holds: waiver.until >= this.#today };
  }

  names(rule: string): boolean {
    return this.#list.some((waiver) => waiver.rule === rule);
  }

  get any(): boolean {
    return this.#list.length > 0;
  }

  /** What is wrong with the waivers themselves, once every finding of the stack has been offered to them. */
  problems(knownRules: ReadonlySet<string>): readonly string[] {
    return this.#list.flatMap((waiver) => {
      const about = `the waiver of ${waiver.rule || "no rule"} on ${waiver.resource || "no resource"}`;
      const mistakes = this.mistakes(waiver);
      if (mistakes.length > 0) return mistakes.map((mistake) => `${about} ${mistake}`);
      if (waiver.rule === ofThePlan) return waiver.until < this.#today ? [`${about} has ended`] : [];
      if (!knownRules.has(waiver.rule)) return [`${about} names a rule that does not exist`];
      return this.#used.has(waiver) ? [] : [`${about} excuses nothing`];
    });
  }

  /** A malformed waiver fails closed: it excuses nothing and is reported. */
  mistakes(waiver: Waiver): readonly string[] {
    const longest = waiver.rule === ofThePlan ? longestForAPlanDays : longestWaiverDays;
    const latest = dayOf(new Date(Date.parse(this.#today) + longest * 86_400_000));
    return [
      ...(this.#neverWaived.has(waiver.rule) ? ["is of a rule that no waiver excuses"] : []),
      ...(waiver.reason.trim() === "" ? ["gives no reason"] : []),
      ...(waiver.owner.trim() === "" ? ["has no owner"] : []),
      ...(isDay(waiver.until) ? [] : ["has no end date"]),
      ...(isDay(waiver.until) && waiver.until > latest ? [`ends more than ${longest} days ahead`] : []),
    ];
  }
}
