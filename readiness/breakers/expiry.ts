import type { RuleText } from "../../policy/rule.ts";
import type { Finding, RuleInfo } from "../types.ts";
import type { ActiveBreaker } from "./active.ts";

export const breakerExpired: RuleText = {
  id: "breaker-expired",
  title: "Nothing stays closed beyond the day that was said",
  requirements: ["K14", "K15"],
  why: "A breaker is an emergency's. One that nobody takes out is a change of the product that nobody decided.",
  fix: "Take the breaker out of the stack file, or give it a later last day and the reason of now.",
};
const { id, title, requirements, fix } = breakerExpired;

/** The stack file is what it judges: without a breaker in it, none has expired. */
const rule: RuleInfo = { id, title, requirements, judged: 1 };

/** A breaker that outlived its last day is a decision that nobody took. */
export const expiryOf = (
  breakers: readonly ActiveBreaker[],
): { readonly rule: RuleInfo; readonly findings: readonly Finding[] } => ({
  rule,
  findings: breakers
    .filter(({ expired }) => expired)
    .map(({ kind, what, owner, until }) => ({
      rule: id,
      requirements,
      enforcement: "mandatory",
      status: "failed",
      resource: `breakers.${kind}`,
      message: `${what}, which was to end on ${until} (${owner})`,
      fix,
    })),
});
