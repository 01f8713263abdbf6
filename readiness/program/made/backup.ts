import { inRegion, type Makers, named, uuid } from "./maker.ts";
import type { Question } from "./question.ts";

/** A vault or a plan may stand in another region than the rest of the stack. */
const arnOf = (question: Question, resource: string): string =>
  inRegion(question, question.arn("backup", resource));

export const backup: Makers = {
  "aws:backup/vault:Vault": named("name", (question, name) => ({
    arn: arnOf(question, `backup-vault:${name}`),
    recoveryPoints: 0,
  })),
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": (question) => ({
    id: question.text("backupVaultName"),
    backupVaultArn: arnOf(question, `backup-vault:${question.text("backupVaultName")}`),
  }),
  "aws:backup/plan:Plan": (question) => {
    const id = uuid(question);
    return { id, arn: arnOf(question, `backup-plan:${id}`), version: question.hex(48) };
  },
  "aws:backup/selection:Selection": (question) => ({ id: uuid(question) }),
  // AWS ends the ARN of a plan for tests with characters of its own.
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": named("name", (question, name) => ({
    arn: arnOf(question, `restore-testing-plan:${name}-${uuid(question)}`),
  })),
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": named("name"),
};
