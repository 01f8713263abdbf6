import { plan, vault, vaultLock } from "../../reading/backups.ts";
import { type Props, type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

export const vaultLockFitsPlan = stackRule({
  id: "vault-lock-fits-plan",
  title: "A vault's lock lets its plans' backups in",
  requirements: ["K13", "K21"],
  why: "AWS Backup fails every job whose retention is outside of the lock's bounds, and that shows only at night.",
  fix: "Keep lifecycle.deleteAfter within minRetentionDays and maxRetentionDays of the vault's lock.",
  judges: plan,
  findings: (stack) =>
    stack.all(plan).flatMap((node) => {
      const rules: readonly Props[] = node.known("rules") ?? [];
      return rules.flatMap((rule) => {
        const lock = lockOf(stack, node, rule);
        if (!lock) return [];
        const days: number = rule.lifecycle?.deleteAfter ?? Number.POSITIVE_INFINITY;
        const least: number = lock.known("minRetentionDays") ?? 0;
        const most: number = lock.known("maxRetentionDays") ?? Number.POSITIVE_INFINITY;
        return days >= least && days <= most
          ? []
          : [
              {
                node,
                says: `a rule keeps backups for ${days} days, and the lock asks for ${least} to ${most}`,
              },
            ];
      });
    }),
  examples: {
    pass: [locked({ deleteAfter: 35 }, { minRetentionDays: 7, maxRetentionDays: 372 }), locked({}, {})],
    fail: [
      locked({ deleteAfter: 3 }, { minRetentionDays: 7 }),
      locked({ deleteAfter: 400 }, { minRetentionDays: 7, maxRetentionDays: 372 }),
      locked({}, { maxRetentionDays: 372 }),
    ],
  },
});

/** The lock of the vault that a rule names: a plan names each by its name. */
function lockOf(stack: StackView, node: Node, rule: Props): Node | undefined {
  const into =
    stack
      .all(vault)
      .find((one) => one.known("name") !== undefined && one.known("name") === rule.targetVaultName) ??
    node.uses("rules").find(({ type }) => type === vault);
  return into && stack.pointing(vaultLock, "backupVaultName", into)[0];
}

function locked(lifecycle: object, bounds: object): StackExample {
  return [
    { type: vault, name: "vault", props: { name: "shop" } },
    { type: vaultLock, name: "lock", props: { ...bounds }, uses: { backupVaultName: ["vault"] } },
    { type: plan, name: "plan", props: { rules: [{ targetVaultName: "shop", lifecycle }] } },
  ];
}
