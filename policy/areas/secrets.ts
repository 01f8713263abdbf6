import type { Rule } from "../rule.ts";
import { keyDeletedSlowly } from "../rules/secrets/key-deleted-slowly.ts";
import { keyLetsInNamedPrincipals } from "../rules/secrets/key-lets-in-named-principals.ts";
import { keyRotates } from "../rules/secrets/key-rotates.ts";
import { secretRecoverable } from "../rules/secrets/secret-recoverable.ts";
import { secretUnderCustomerKey } from "../rules/secrets/secret-under-customer-key.ts";
import { secretValueComputed } from "../rules/secrets/secret-value-computed.ts";
import { taskSecretDeclared } from "../rules/secrets/task-secret-declared.ts";

/** Credentials and the keys around them. */
export const secrets: readonly Rule[] = [
  keyDeletedSlowly,
  keyLetsInNamedPrincipals,
  keyRotates,
  secretRecoverable,
  secretUnderCustomerKey,
  secretValueComputed,
  taskSecretDeclared,
];
