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
      return rules.flatMap(kept).flatMap(({ what, into, days }) => {
        const lock = lockOf(stack, node, into);
        if (!lock) return [];
        const least: number = lock.known("minRetentionDays") ?? 0;
        const most: number = lock.known("maxRetentionDays") ?? Number.POSITIVE_INFINITY;
        return days >= least && days <= most
          ? []
          : [
              {
                node,
                says: `a rule keeps ${what} for ${days} days, and the lock asks for ${least} to ${most}`,
              },
            ];
      });
    }),
  examples: {
    pass: [
      locked({ deleteAfter: 35 }, { minRetentionDays: 7, maxRetentionDays: 372 }),
      locked({}, {}),
      copied({ deleteAfter: 35 }),
    ],
    fail: [
      locked({ deleteAfter: 3 }, { minRetentionDays: 7 }),
      locked({ deleteAfter: 400 }, { minRetentionDays: 7, maxRetentionDays: 372 }),
      locked({}, { maxRetentionDays: 372 }),
      copied({ deleteAfter: 7 }),
      copied({}),
    ],
  },
});

/** What a rule of a plan puts into a vault, and for how many days. */
interface Kept {
  readonly what: "backups" | "copies";
  /** The vault's name; undefined where it is not known. */
  readonly into: string | undefined;
  readonly days: number;
}

const daysOf = (lifecycle: Props | undefined): number => lifecycle?.deleteAfter ?? Number.POSITIVE_INFINITY;

/** A copy is kept as long as it says itself, in the vault that its ARN names. */
function kept({ targetVaultName, lifecycle, copyActions = [] }: Props): readonly Kept[] {
  return [
    { what: "backups", into: targetVaultName, days: daysOf(lifecycle) },
    ...copyActions.flatMap(({ destinationVaultArn, lifecycle: own }: Props): readonly Kept[] =>
      typeof destinationVaultArn === "string"
        ? [{ what: "copies", into: destinationVaultArn.split(":backup-vault:")[1], days: daysOf(own) }]
        : [],
    ),
  ];
}

/** The lock of a vault: a plan names each by its name. */
function lockOf(stack: StackView, node: Node, name: string | undefined): Node | undefined {
  const into =
    name === undefined
      ? node.uses("rules").find(({ type }) => type === vault)
      : stack.all(vault).find((one) => one.known("name") === name);
  return into && stack.pointing(vaultLock, "backupVaultName", into)[0];
}

function locked(lifecycle: object, bounds: object): StackExample {
  return [
    { type: vault, name: "vault", props: { name: "shop" } },
    { type: vaultLock, name: "lock", props: { ...bounds }, uses: { backupVaultName: ["vault"] } },
    { type: plan, name: "plan", props: { rules: [{ targetVaultName: "shop", lifecycle }] } },
  ];
}

/** A plan whose copies go to a vault that holds each for thirty days to a year. */
function copied(lifecycle: object): StackExample {
  const destinationVaultArn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:copies";
  const rule = { targetVaultName: "shop", copyActions: [{ destinationVaultArn, lifecycle }] };
  return [
    { type: vault, name: "copies", props: { name: "copies" } },
    {
      type: vaultLock,
      name: "lock",
      props: { minRetentionDays: 30, maxRetentionDays: 366 },
      uses: { backupVaultName: ["copies"] },
    },
    { type: plan, name: "plan", props: { rules: [rule] } },
  ];
}
