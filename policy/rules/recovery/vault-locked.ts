import { vault, vaultLock } from "../../reading/backups.ts";
import { stackRule } from "../../rule.ts";

export const vaultLocked = stackRule({
  id: "vault-locked",
  title: "Nobody deletes a backup before its time",
  requirements: ["K21", "C09"],
  why: "Who gets hold of the account deletes the backups first, then the data.",
  fix: "Add an aws.backup.VaultLockConfiguration with minRetentionDays for the vault.",
  judges: vault,
  findings: (stack) =>
    stack
      .all(vault)
      .filter(
        (node) =>
          !stack
            .pointing(vaultLock, "backupVaultName", node)
            .some((lock) => Number(lock.known("minRetentionDays") ?? 0) >= 1),
      )
      .map((node) => ({ node, says: "no lock holds its backups" })),
  examples: {
    pass: [
      [
        { type: vault, name: "vault" },
        {
          type: vaultLock,
          name: "lock",
          props: { minRetentionDays: 7 },
          uses: { backupVaultName: ["vault"] },
        },
      ],
    ],
    fail: [
      [{ type: vault, name: "vault" }],
      [
        { type: vault, name: "vault" },
        { type: vaultLock, name: "lock", uses: { backupVaultName: ["vault"] } },
      ],
    ],
  },
});
