import type { Rule } from "../rule.ts";
import { keyDeletedSlowly } from "../rules/secrets/key-deleted-slowly.ts";
import { keyLetsInNamedPrincipals } from "../rules/secrets/key-lets-in-named-principals.ts";
import { keyRotates } from "../rules/secrets/key-rotates.ts";
import { rotationFunctionAdmitted } from "../rules/secrets/rotation-function-admitted.ts";
import { rotationReachesTasks } from "../rules/secrets/rotation-reaches-tasks.ts";
import { rotationWithinNinetyDays } from "../rules/secrets/rotation-within-ninety-days.ts";
import { secretAgeBounded } from "../rules/secrets/secret-age-bounded.ts";
import { secretReadByNamedRoles } from "../rules/secrets/secret-read-by-named-roles.ts";
import { secretRecoverable } from "../rules/secrets/secret-recoverable.ts";
import { secretRotates } from "../rules/secrets/secret-rotates.ts";
import { secretSharedWithNobody } from "../rules/secrets/secret-shared-with-nobody.ts";
import { secretUnderCustomerKey } from "../rules/secrets/secret-under-customer-key.ts";
import { secretValueComputed } from "../rules/secrets/secret-value-computed.ts";
import { signingKeyRotates } from "../rules/secrets/signing-key-rotates.ts";
import { taskSecretDeclared } from "../rules/secrets/task-secret-declared.ts";

/** Credentials and the keys around them. */
export const secrets: readonly Rule[] = [
  keyDeletedSlowly,
  keyLetsInNamedPrincipals,
  keyRotates,
  rotationFunctionAdmitted,
  rotationReachesTasks,
  rotationWithinNinetyDays,
  secretAgeBounded,
  secretReadByNamedRoles,
  secretRecoverable,
  secretRotates,
  secretSharedWithNobody,
  secretUnderCustomerKey,
  secretValueComputed,
  signingKeyRotates,
  taskSecretDeclared,
];
