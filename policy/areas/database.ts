import type { Rule } from "../rule.ts";
import { clusterHasReader } from "../rules/database/cluster-has-reader.ts";
import { databaseBackedUp } from "../rules/database/database-backed-up.ts";
import { databaseBackedUpForWeeks } from "../rules/database/database-backed-up-for-weeks.ts";
import { databaseBehindProxy } from "../rules/database/database-behind-proxy.ts";
import { databaseCanGrow } from "../rules/database/database-can-grow.ts";
import { databaseCancelsLongStatements } from "../rules/database/database-cancels-long-statements.ts";
import { databaseCertificateCurrent } from "../rules/database/database-certificate-current.ts";
import { databaseEncrypted } from "../rules/database/database-encrypted.ts";
import { databaseEndsIdleTransactions } from "../rules/database/database-ends-idle-transactions.ts";
import { databaseForcesTls } from "../rules/database/database-forces-tls.ts";
import { databaseHasStandby } from "../rules/database/database-has-standby.ts";
import { databaseKeepsBackupsWhenDeleted } from "../rules/database/database-keeps-backups-when-deleted.ts";
import { databaseLeavesFinalSnapshot } from "../rules/database/database-leaves-final-snapshot.ts";
import { databaseLoadExplained } from "../rules/database/database-load-explained.ts";
import { databaseLocked } from "../rules/database/database-locked.ts";
import { databaseLogsConnections } from "../rules/database/database-logs-connections.ts";
import { databaseLogsExported } from "../rules/database/database-logs-exported.ts";
import { databaseLogsSlowQueries } from "../rules/database/database-logs-slow-queries.ts";
import { databaseMajorVersionDeliberate } from "../rules/database/database-major-version-deliberate.ts";
import { databaseMonitoredClosely } from "../rules/database/database-monitored-closely.ts";
import { databaseOwnerRenamed } from "../rules/database/database-owner-renamed.ts";
import { databasePasswordManaged } from "../rules/database/database-password-managed.ts";
import { databasePasswordUnderCustomerKey } from "../rules/database/database-password-under-customer-key.ts";
import { databasePatched } from "../rules/database/database-patched.ts";
import { databasePrivate } from "../rules/database/database-private.ts";
import { databaseSnapshotsTagged } from "../rules/database/database-snapshots-tagged.ts";
import { databaseUnderCustomerKey } from "../rules/database/database-under-customer-key.ts";
import { proxyDoesNotLogStatements } from "../rules/database/proxy-does-not-log-statements.ts";
import { proxyHasTarget } from "../rules/database/proxy-has-target.ts";
import { proxyKeepsConnectionsBack } from "../rules/database/proxy-keeps-connections-back.ts";
import { proxyLogsInWithSecrets } from "../rules/database/proxy-logs-in-with-secrets.ts";
import { proxyRequiresTls } from "../rules/database/proxy-requires-tls.ts";

/** PostgreSQL and the proxy in front of it. */
export const database: readonly Rule[] = [
  clusterHasReader,
  databaseBackedUp,
  databaseBackedUpForWeeks,
  databaseBehindProxy,
  databaseCanGrow,
  databaseCancelsLongStatements,
  databaseCertificateCurrent,
  databaseEncrypted,
  databaseEndsIdleTransactions,
  databaseForcesTls,
  databaseHasStandby,
  databaseKeepsBackupsWhenDeleted,
  databaseLeavesFinalSnapshot,
  databaseLoadExplained,
  databaseLocked,
  databaseLogsConnections,
  databaseLogsExported,
  databaseLogsSlowQueries,
  databaseMajorVersionDeliberate,
  databaseMonitoredClosely,
  databaseOwnerRenamed,
  databasePasswordManaged,
  databasePasswordUnderCustomerKey,
  databasePatched,
  databasePrivate,
  databaseSnapshotsTagged,
  databaseUnderCustomerKey,
  proxyDoesNotLogStatements,
  proxyHasTarget,
  proxyKeepsConnectionsBack,
  proxyLogsInWithSecrets,
  proxyRequiresTls,
];
