import type { RuleText } from "../../policy/rule.ts";
import { ofThePlan, type Waiver, Waivers } from "../../policy/waivers/waivers.ts";
import { interruptionOf } from "./interrupting.ts";
import type { Change } from "./plan.ts";
import { holdingOf } from "./stateful.ts";

/** Judged by `preview` and `up` on the engine's own plan: neither the pack nor the gate sees what stands already. */
export const statefulKept: RuleText = {
  id: ofThePlan,
  title: "No update deletes, replaces or lets go of what cannot be made again",
  requirements: ["C09", "C10", "G03", "K21"],
  why: "A renamed resource is a deleted one, and a lock that comes off is one word. The plan says either in a line among hundreds, and an approval does not read them.",
  fix: `Take back what causes it, or let go on purpose: a waiver of \`${ofThePlan}\` for this resource, for 14 days at most.`,
};

export interface Refusal {
  readonly change: Change;
  readonly why: string;
}

export interface Excused extends Refusal {
  readonly waiver: Waiver;
}

/** What is to be said of a plan before anybody carries it out. */
export interface Judgement {
  readonly refused: readonly Refusal[];
  readonly excused: readonly Excused[];
  /** What users may feel: told, not refused. */
  readonly interrupting: readonly { readonly change: Change; readonly says: string }[];
}

/** Judges a plan by the waivers of its stack's file, as they hold today. */
export function judgePlan(plan: readonly Change[], list: readonly Waiver[], today: Date): Judgement {
  const waivers = new Waivers(list, today);
  const refused: Refusal[] = [];
  const excused: Excused[] = [];
  for (const change of plan) {
    const why = lossOf(change);
    if (why === undefined) continue;
    const debt = waivers.on(statefulKept.id, change.name);
    if (debt?.holds) excused.push({ change, why, waiver: debt.waiver });
    else refused.push({ change, why: debt ? `${why} (its waiver ended on ${debt.waiver.until})` : why });
  }
  const interrupting = plan.flatMap((change) => {
    const says = interruptionOf(change);
    return says === undefined ? [] : [{ change, says }];
  });
  return { refused, excused, interrupting };
}

/** What a change takes away that nothing brings back; undefined: nothing. */
function lossOf({ type, kind, protected: held, forgotten, loosens }: Change): string | undefined {
  if (kind === "update" && loosens.length > 0) return loosens.join("; ");
  if (kind !== "delete" && kind !== "replace") return undefined;
  const holds = holdingOf(type);
  const why = holds ? `it holds ${holds}` : held ? "it is protected in the program" : undefined;
  return why !== undefined && forgotten ? `${why}; it would stay in AWS, looked after by nobody` : why;
}
