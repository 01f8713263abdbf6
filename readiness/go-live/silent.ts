import type { Cell, GoLiveRow, Missing, Tier } from "./types.ts";

const tiers: readonly Tier[] = ["declared", "deployed", "exercised"];
/** Neither proven nor left unasked. */
export const open = ({ state }: Cell): boolean => state === "failed" || state === "not proven";

export const isOpen = (row: GoLiveRow): boolean => tiers.some((tier) => open(row[tier]));

/** Rows whose plan is open and of which nothing speaks. */
export const silent = (rows: readonly GoLiveRow[], typed: string): readonly Missing[] =>
  rows
    .filter(({ declared }) => open(declared) && declared.why === "")
    .map(({ id, demand }) => ({
      tier: "declared",
      state: "not proven",
      what: id,
      why: `nothing in the stack proves: ${demand}`,
      command: `./golive gate --stack ${typed}`,
      requirements: [id],
    }));

/** No NO-GO without a reason: what holds it where nothing else was said. */
export function unexplained(rows: readonly GoLiveRow[], typed: string): readonly Missing[] {
  const command = `./golive gate --stack ${typed}`;
  const held = tiers.flatMap((tier): readonly Missing[] => {
    const own = rows.filter((row) => open(row[tier]));
    const why = [...new Set(own.map((row) => row[tier].why || "nothing proves it"))].join("; ");
    const requirements = own.map(({ id }) => id);
    return own.length === 0 ? [] : [{ tier, state: "not proven", what: tier, why, command, requirements }];
  });
  const plan = { tier: "declared", state: "not proven", what: "the plan", requirements: [] } as const;
  return held.length > 0 ? held : [{ ...plan, why: "the gate is not ready", command }];
}
