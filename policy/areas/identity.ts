import type { Rule } from "../rule.ts";
import { decryptionTiedToKeys } from "../rules/identity/decryption-tied-to-keys.ts";
import { federatedTrustNamesAudience } from "../rules/identity/federated-trust-names-audience.ts";
import { federatedTrustNamesSubject } from "../rules/identity/federated-trust-names-subject.ts";
import { namedKeyAliasExists } from "../rules/identity/named-key-alias-exists.ts";
import { noAdministratorAttached } from "../rules/identity/no-administrator-attached.ts";
import { noLongLivedAccessKey } from "../rules/identity/no-long-lived-access-key.ts";
import { passroleNamesRoles } from "../rules/identity/passrole-names-roles.ts";
import { permissionNamesActions } from "../rules/identity/permission-names-actions.ts";
import { permissionNamesResources } from "../rules/identity/permission-names-resources.ts";
import { roleCannotWidenItself } from "../rules/identity/role-cannot-widen-itself.ts";
import { roleTrustTiedToAccount } from "../rules/identity/role-trust-tied-to-account.ts";
import { roleTrustsNamedPrincipals } from "../rules/identity/role-trusts-named-principals.ts";
import { taskHasOwnRole } from "../rules/identity/task-has-own-role.ts";
import { taskRoleApartFromExecution } from "../rules/identity/task-role-apart-from-execution.ts";

/** What roles may do, and who may be them. */
export const identity: readonly Rule[] = [
  decryptionTiedToKeys,
  federatedTrustNamesAudience,
  federatedTrustNamesSubject,
  namedKeyAliasExists,
  noAdministratorAttached,
  noLongLivedAccessKey,
  passroleNamesRoles,
  permissionNamesActions,
  permissionNamesResources,
  roleCannotWidenItself,
  roleTrustTiedToAccount,
  roleTrustsNamedPrincipals,
  taskHasOwnRole,
  taskRoleApartFromExecution,
];
