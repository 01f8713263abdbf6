import type { Rule } from "../rule.ts";
import { accountPinned } from "../rules/people/account-pinned.ts";
import { authenticationRequired } from "../rules/people/authentication-required.ts";
import { budgetTellsSomeone } from "../rules/people/budget-tells-someone.ts";
import { chatCommandsNothing } from "../rules/people/chat-commands-nothing.ts";
import { contactsNamed } from "../rules/people/contacts-named.ts";
import { endpointsEncrypted } from "../rules/people/endpoints-encrypted.ts";
import { environmentFilled } from "../rules/people/environment-filled.ts";
import { generatedSecretLong } from "../rules/people/generated-secret-long.ts";
import { noDebugMode } from "../rules/people/no-debug-mode.ts";
import { noLocalDatabase } from "../rules/people/no-local-database.ts";
import { noLocalEndpoint } from "../rules/people/no-local-endpoint.ts";
import { noPlaceholderInEnvironment } from "../rules/people/no-placeholder-in-environment.ts";
import { oncallRouteReal } from "../rules/people/oncall-route-real.ts";
import { originsClosed } from "../rules/people/origins-closed.ts";
import { ownerTagged } from "../rules/people/owner-tagged.ts";
import { pageReachesTwoPeople } from "../rules/people/page-reaches-two-people.ts";
import { regionDeclared } from "../rules/people/region-declared.ts";
import { signingSecretStrong } from "../rules/people/signing-secret-strong.ts";

/** Whom to call, and whose stack it is. */
export const people: readonly Rule[] = [
  accountPinned,
  authenticationRequired,
  budgetTellsSomeone,
  chatCommandsNothing,
  contactsNamed,
  endpointsEncrypted,
  environmentFilled,
  generatedSecretLong,
  noDebugMode,
  noLocalDatabase,
  noLocalEndpoint,
  noPlaceholderInEnvironment,
  oncallRouteReal,
  originsClosed,
  ownerTagged,
  pageReachesTwoPeople,
  regionDeclared,
  signingSecretStrong,
];
