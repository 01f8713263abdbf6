import type { Rule } from "../rule.ts";
import { cacheAsksWhoConnects } from "../rules/cache/cache-asks-who-connects.ts";
import { cacheBackedUp } from "../rules/cache/cache-backed-up.ts";
import { cacheEncrypted } from "../rules/cache/cache-encrypted.ts";
import { cacheFailsOver } from "../rules/cache/cache-fails-over.ts";
import { cacheKeepsJobs } from "../rules/cache/cache-keeps-jobs.ts";
import { cacheLeavesFinalSnapshot } from "../rules/cache/cache-leaves-final-snapshot.ts";
import { cacheLogsDelivered } from "../rules/cache/cache-logs-delivered.ts";
import { cachePatched } from "../rules/cache/cache-patched.ts";
import { cacheReplicated } from "../rules/cache/cache-replicated.ts";
import { cacheRequiresTls } from "../rules/cache/cache-requires-tls.ts";
import { cacheUnderCustomerKey } from "../rules/cache/cache-under-customer-key.ts";
import { cacheUsersLimited } from "../rules/cache/cache-users-limited.ts";

/** Valkey and Redis. */
export const cache: readonly Rule[] = [
  cacheAsksWhoConnects,
  cacheBackedUp,
  cacheEncrypted,
  cacheFailsOver,
  cacheKeepsJobs,
  cacheLeavesFinalSnapshot,
  cacheLogsDelivered,
  cachePatched,
  cacheReplicated,
  cacheRequiresTls,
  cacheUnderCustomerKey,
  cacheUsersLimited,
];
