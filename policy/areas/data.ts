import type { Rule } from "../rule.ts";
import { cacheAsksWhoConnects } from "../rules/data/cache-asks-who-connects.ts";
import { cacheBackedUp } from "../rules/data/cache-backed-up.ts";
import { cacheEncrypted } from "../rules/data/cache-encrypted.ts";
import { cacheFailsOver } from "../rules/data/cache-fails-over.ts";
import { cacheKeepsJobs } from "../rules/data/cache-keeps-jobs.ts";
import { cacheLeavesFinalSnapshot } from "../rules/data/cache-leaves-final-snapshot.ts";
import { cacheLogsDelivered } from "../rules/data/cache-logs-delivered.ts";
import { cachePatched } from "../rules/data/cache-patched.ts";
import { cacheReplicated } from "../rules/data/cache-replicated.ts";
import { cacheRequiresTls } from "../rules/data/cache-requires-tls.ts";
import { cacheUnderCustomerKey } from "../rules/data/cache-under-customer-key.ts";
import { cacheUsersLimited } from "../rules/data/cache-users-limited.ts";
import { clusterHasReader } from "../rules/data/cluster-has-reader.ts";
import { dataAdmitsNoAddresses } from "../rules/data/data-admits-no-addresses.ts";
import { dataAdmitsOnlyServices } from "../rules/data/data-admits-only-services.ts";
import { dataBehindOwnGroup } from "../rules/data/data-behind-own-group.ts";
import { dataInOwnSubnets } from "../rules/data/data-in-own-subnets.ts";
import { databaseBackedUp } from "../rules/data/database-backed-up.ts";
import { databaseBackedUpForWeeks } from "../rules/data/database-backed-up-for-weeks.ts";
import { databaseBehindProxy } from "../rules/data/database-behind-proxy.ts";
import { databaseCanGrow } from "../rules/data/database-can-grow.ts";
import { databaseCancelsLongStatements } from "../rules/data/database-cancels-long-statements.ts";
import { databaseCertificateCurrent } from "../rules/data/database-certificate-current.ts";
import { databaseEncrypted } from "../rules/data/database-encrypted.ts";
import { databaseEndsIdleTransactions } from "../rules/data/database-ends-idle-transactions.ts";
import { databaseForcesTls } from "../rules/data/database-forces-tls.ts";
import { databaseHasStandby } from "../rules/data/database-has-standby.ts";
import { databaseKeepsBackupsWhenDeleted } from "../rules/data/database-keeps-backups-when-deleted.ts";
import { databaseLeavesFinalSnapshot } from "../rules/data/database-leaves-final-snapshot.ts";
import { databaseLoadExplained } from "../rules/data/database-load-explained.ts";
import { databaseLocked } from "../rules/data/database-locked.ts";
import { databaseLogsConnections } from "../rules/data/database-logs-connections.ts";
import { databaseLogsExported } from "../rules/data/database-logs-exported.ts";
import { databaseLogsSlowQueries } from "../rules/data/database-logs-slow-queries.ts";
import { databaseMajorVersionDeliberate } from "../rules/data/database-major-version-deliberate.ts";
import { databaseMonitoredClosely } from "../rules/data/database-monitored-closely.ts";
import { databaseOwnerRenamed } from "../rules/data/database-owner-renamed.ts";
import { databasePasswordManaged } from "../rules/data/database-password-managed.ts";
import { databasePasswordUnderCustomerKey } from "../rules/data/database-password-under-customer-key.ts";
import { databasePatched } from "../rules/data/database-patched.ts";
import { databasePrivate } from "../rules/data/database-private.ts";
import { databaseSnapshotsTagged } from "../rules/data/database-snapshots-tagged.ts";
import { databaseUnderCustomerKey } from "../rules/data/database-under-customer-key.ts";
import { proxyDoesNotLogStatements } from "../rules/data/proxy-does-not-log-statements.ts";
import { proxyHasTarget } from "../rules/data/proxy-has-target.ts";
import { proxyKeepsConnectionsBack } from "../rules/data/proxy-keeps-connections-back.ts";
import { proxyLogsInWithSecrets } from "../rules/data/proxy-logs-in-with-secrets.ts";
import { proxyRequiresTls } from "../rules/data/proxy-requires-tls.ts";
import { statefulProtected } from "../rules/data/stateful-protected.ts";
import { statefulReplacedInOrder } from "../rules/data/stateful-replaced-in-order.ts";
import { storeSaysWhatItHolds } from "../rules/data/store-says-what-it-holds.ts";
import { storesStayInRegion } from "../rules/data/stores-stay-in-region.ts";

/** What keeps state: the database and the cache. */
export const data: readonly Rule[] = [
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
  clusterHasReader,
  dataAdmitsNoAddresses,
  dataAdmitsOnlyServices,
  dataBehindOwnGroup,
  dataInOwnSubnets,
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
  statefulProtected,
  statefulReplacedInOrder,
  storeSaysWhatItHolds,
  storesStayInRegion,
];
