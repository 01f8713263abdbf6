import type { Answer } from "./answer.ts";
import { bodySize } from "./body-size.ts";
import { forgedHost } from "./from-cdn.ts";
import { knownAttacks } from "./known-attacks.ts";
import { rates } from "./rates.ts";
import { managed, order, type Rule, type RuleName, refusing } from "./rule.ts";
import type { FirewallSettings } from "./settings.ts";
import { surface } from "./surface.ts";

/** What each rule of ours answers; all others are AWS's and answer 403. */
const answers: Readonly<Partial<Record<RuleName, Answer>>> = {
  unavailable: "unavailable",
  "unavailable-page": "unavailable-page",
  frozen: "not-offered",
  "address-rate": "too-many",
  "address-ceiling": "too-many",
  "credential-rate": "too-many",
  "body-size": "too-large",
  "forged-host": "foreign-host",
  origin: "foreign-origin",
  credential: "credential",
};

/** Which rule counts only because another does: the two are one to people. */
const heldBy = (name: RuleName): RuleName => (name === "address-ceiling" ? "address-rate" : name);

/** Everything that one firewall refuses, in the order in which it is asked. */
export function rulesOf(prefix: string, settings: FirewallSettings): readonly Rule[] {
  const forged = forgedHost(settings);
  const statements = {
    ...rates(settings),
    "body-size": bodySize(settings),
    ...(forged && { "forged-host": forged }),
    ...surface(settings),
    ...knownAttacks(settings),
  };
  return order.flatMap((name) => {
    const statement = statements[name];
    if (!statement) return [];
    const made = { name, statement, prefix, counts: counts(settings, name) };
    const answer = answers[name];
    return [answer ? refusing(made, answer, settings.readers) : managed(made)];
  });
}

/** While the surface is frozen, a credential is asked for, whatever counts otherwise (K15). */
function counts({ countOnly, frozen }: FirewallSettings, name: RuleName): boolean {
  const named: readonly RuleName[] = countOnly;
  return named.includes(heldBy(name)) && !(frozen && name === "credential");
}
