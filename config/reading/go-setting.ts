import type { Finding } from "../finding.ts";
import { goKey, signedGo, statementIn } from "../shape/go.ts";

/** What is wrong with the GO in a stack file: `ops go` writes it whole, and nobody writes into it by hand. */
export function goMistakes(value: unknown): readonly Finding[] {
  const read = signedGo.safeParse(value);
  if (read.success && statementIn(read.data.statement) !== undefined) return [];
  return [
    {
      path: ["config", goKey],
      found: "something that is no GO",
      allowed: "what `./golive ops go` has written, whole, or nothing",
    },
  ];
}
