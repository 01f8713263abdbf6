import type { Rule } from "./rule.ts";
import { alarmDecidesOnSilence } from "./rules/alarms/alarm-decides-on-silence.ts";
import { alarmLinksRunbook } from "./rules/alarms/alarm-links-runbook.ts";
import { alarmPagesSomeone } from "./rules/alarms/alarm-pages-someone.ts";
import { alarmSaysWhenOver } from "./rules/alarms/alarm-says-when-over.ts";
import { alarmSwitchedOn } from "./rules/alarms/alarm-switched-on.ts";
import { authFailuresPage } from "./rules/alarms/auth-failures-page.ts";
import { awsLogGroupManaged } from "./rules/alarms/aws-log-group-managed.ts";
import { balancerFailuresPage } from "./rules/alarms/balancer-failures-page.ts";
import { cacheEvictionsPage } from "./rules/alarms/cache-evictions-page.ts";
import { cacheLagPages } from "./rules/alarms/cache-lag-pages.ts";
import { cacheMemoryPages } from "./rules/alarms/cache-memory-pages.ts";
import { databaseConnectionsPage } from "./rules/alarms/database-connections-page.ts";
import { databaseLoadPages } from "./rules/alarms/database-load-pages.ts";
import { databaseMemoryPages } from "./rules/alarms/database-memory-pages.ts";
import { databaseStoragePages } from "./rules/alarms/database-storage-pages.ts";
import { failingAnswersPage } from "./rules/alarms/failing-answers-page.ts";
import { logGroupEncrypted } from "./rules/alarms/log-group-encrypted.ts";
import { logGroupEnds } from "./rules/alarms/log-group-ends.ts";
import { missingTasksPage } from "./rules/alarms/missing-tasks-page.ts";
import { serviceDownPages } from "./rules/alarms/service-down-pages.ts";
import { slowAnswersPage } from "./rules/alarms/slow-answers-page.ts";
import { slowQueriesPage } from "./rules/alarms/slow-queries-page.ts";
import { taskMemoryPages } from "./rules/alarms/task-memory-pages.ts";
import { topicAdmitsCloudwatch } from "./rules/alarms/topic-admits-cloudwatch.ts";
import { topicEncrypted } from "./rules/alarms/topic-encrypted.ts";
import { unhealthyTargetPages } from "./rules/alarms/unhealthy-target-pages.ts";
import { cacheAsksWhoConnects } from "./rules/data/cache-asks-who-connects.ts";
import { cacheBackedUp } from "./rules/data/cache-backed-up.ts";
import { cacheEncrypted } from "./rules/data/cache-encrypted.ts";
import { cacheFailsOver } from "./rules/data/cache-fails-over.ts";
import { cacheKeepsJobs } from "./rules/data/cache-keeps-jobs.ts";
import { cacheLeavesFinalSnapshot } from "./rules/data/cache-leaves-final-snapshot.ts";
import { cacheLogsDelivered } from "./rules/data/cache-logs-delivered.ts";
import { cachePatched } from "./rules/data/cache-patched.ts";
import { cacheReplicated } from "./rules/data/cache-replicated.ts";
import { cacheRequiresTls } from "./rules/data/cache-requires-tls.ts";
import { cacheUnderCustomerKey } from "./rules/data/cache-under-customer-key.ts";
import { clusterHasReader } from "./rules/data/cluster-has-reader.ts";
import { dataAdmitsNoAddresses } from "./rules/data/data-admits-no-addresses.ts";
import { dataAdmitsOnlyServices } from "./rules/data/data-admits-only-services.ts";
import { dataBehindOwnGroup } from "./rules/data/data-behind-own-group.ts";
import { dataInOwnSubnets } from "./rules/data/data-in-own-subnets.ts";
import { databaseBackedUp } from "./rules/data/database-backed-up.ts";
import { databaseBackedUpForWeeks } from "./rules/data/database-backed-up-for-weeks.ts";
import { databaseCanGrow } from "./rules/data/database-can-grow.ts";
import { databaseCertificateCurrent } from "./rules/data/database-certificate-current.ts";
import { databaseEncrypted } from "./rules/data/database-encrypted.ts";
import { databaseForcesTls } from "./rules/data/database-forces-tls.ts";
import { databaseHasStandby } from "./rules/data/database-has-standby.ts";
import { databaseKeepsBackupsWhenDeleted } from "./rules/data/database-keeps-backups-when-deleted.ts";
import { databaseLeavesFinalSnapshot } from "./rules/data/database-leaves-final-snapshot.ts";
import { databaseLoadExplained } from "./rules/data/database-load-explained.ts";
import { databaseLocked } from "./rules/data/database-locked.ts";
import { databaseLogsConnections } from "./rules/data/database-logs-connections.ts";
import { databaseLogsExported } from "./rules/data/database-logs-exported.ts";
import { databaseLogsSlowQueries } from "./rules/data/database-logs-slow-queries.ts";
import { databaseMajorVersionDeliberate } from "./rules/data/database-major-version-deliberate.ts";
import { databaseMonitoredClosely } from "./rules/data/database-monitored-closely.ts";
import { databaseOwnerRenamed } from "./rules/data/database-owner-renamed.ts";
import { databasePasswordManaged } from "./rules/data/database-password-managed.ts";
import { databasePasswordUnderCustomerKey } from "./rules/data/database-password-under-customer-key.ts";
import { databasePatched } from "./rules/data/database-patched.ts";
import { databasePrivate } from "./rules/data/database-private.ts";
import { databaseSnapshotsTagged } from "./rules/data/database-snapshots-tagged.ts";
import { databaseUnderCustomerKey } from "./rules/data/database-under-customer-key.ts";
import { proxyRequiresTls } from "./rules/data/proxy-requires-tls.ts";
import { statefulProtected } from "./rules/data/stateful-protected.ts";
import { statefulReplacedInOrder } from "./rules/data/stateful-replaced-in-order.ts";
import { balancerDropsInvalidHeaders } from "./rules/edge/balancer-drops-invalid-headers.ts";
import { balancerLocked } from "./rules/edge/balancer-locked.ts";
import { balancerLogsAccess } from "./rules/edge/balancer-logs-access.ts";
import { balancerResistsDesync } from "./rules/edge/balancer-resists-desync.ts";
import { balancerServesTls } from "./rules/edge/balancer-serves-tls.ts";
import { balancerSpreadOverZones } from "./rules/edge/balancer-spread-over-zones.ts";
import { certificateProvenByDns } from "./rules/edge/certificate-proven-by-dns.ts";
import { certificateRenewsItself } from "./rules/edge/certificate-renews-itself.ts";
import { hostHasCertificate } from "./rules/edge/host-has-certificate.ts";
import { hostHasRecord } from "./rules/edge/host-has-record.ts";
import { listenerCertificateValidated } from "./rules/edge/listener-certificate-validated.ts";
import { listenerClosedByDefault } from "./rules/edge/listener-closed-by-default.ts";
import { listenerModernTls } from "./rules/edge/listener-modern-tls.ts";
import { listenerOnlyTls } from "./rules/edge/listener-only-tls.ts";
import { listenerStrictTransport } from "./rules/edge/listener-strict-transport.ts";
import { routeBehindTls } from "./rules/edge/route-behind-tls.ts";
import { routesDoNotCollide } from "./rules/edge/routes-do-not-collide.ts";
import { targetGroupRouted } from "./rules/edge/target-group-routed.ts";
import { targetHealthChecked } from "./rules/edge/target-health-checked.ts";
import { decryptionTiedToKeys } from "./rules/identity/decryption-tied-to-keys.ts";
import { federatedTrustNamesSubject } from "./rules/identity/federated-trust-names-subject.ts";
import { namedKeyAliasExists } from "./rules/identity/named-key-alias-exists.ts";
import { noAdministratorAttached } from "./rules/identity/no-administrator-attached.ts";
import { noLongLivedAccessKey } from "./rules/identity/no-long-lived-access-key.ts";
import { permissionNamesActions } from "./rules/identity/permission-names-actions.ts";
import { permissionNamesResources } from "./rules/identity/permission-names-resources.ts";
import { roleTrustTiedToAccount } from "./rules/identity/role-trust-tied-to-account.ts";
import { roleTrustsNamedPrincipals } from "./rules/identity/role-trusts-named-principals.ts";
import { taskHasOwnRole } from "./rules/identity/task-has-own-role.ts";
import { taskRoleApartFromExecution } from "./rules/identity/task-role-apart-from-execution.ts";
import { dataEgressClosed } from "./rules/network/data-egress-closed.ts";
import { dataPortsClosedToWorld } from "./rules/network/data-ports-closed-to-world.ts";
import { dataTierHasNoWayOut } from "./rules/network/data-tier-has-no-way-out.ts";
import { defaultGroupAdopted } from "./rules/network/default-group-adopted.ts";
import { defaultGroupEmpty } from "./rules/network/default-group-empty.ts";
import { groupRuleDescribed } from "./rules/network/group-rule-described.ts";
import { networkTrafficLogged } from "./rules/network/network-traffic-logged.ts";
import { subnetGivesNoPublicAddress } from "./rules/network/subnet-gives-no-public-address.ts";
import { worldEntersByBalancer } from "./rules/network/world-enters-by-balancer.ts";
import { worldEntersByWebPorts } from "./rules/network/world-enters-by-web-ports.ts";
import { accountPinned } from "./rules/people/account-pinned.ts";
import { authenticationRequired } from "./rules/people/authentication-required.ts";
import { contactsNamed } from "./rules/people/contacts-named.ts";
import { endpointsEncrypted } from "./rules/people/endpoints-encrypted.ts";
import { environmentFilled } from "./rules/people/environment-filled.ts";
import { generatedSecretLong } from "./rules/people/generated-secret-long.ts";
import { noDebugMode } from "./rules/people/no-debug-mode.ts";
import { noLocalDatabase } from "./rules/people/no-local-database.ts";
import { noLocalEndpoint } from "./rules/people/no-local-endpoint.ts";
import { noPlaceholderInEnvironment } from "./rules/people/no-placeholder-in-environment.ts";
import { oncallRouteReal } from "./rules/people/oncall-route-real.ts";
import { originsClosed } from "./rules/people/origins-closed.ts";
import { ownerTagged } from "./rules/people/owner-tagged.ts";
import { regionDeclared } from "./rules/people/region-declared.ts";
import { signingSecretStrong } from "./rules/people/signing-secret-strong.ts";
import { keyDeletedSlowly } from "./rules/secrets/key-deleted-slowly.ts";
import { keyLetsInNamedPrincipals } from "./rules/secrets/key-lets-in-named-principals.ts";
import { keyRotates } from "./rules/secrets/key-rotates.ts";
import { secretRecoverable } from "./rules/secrets/secret-recoverable.ts";
import { secretUnderCustomerKey } from "./rules/secrets/secret-under-customer-key.ts";
import { secretValueComputed } from "./rules/secrets/secret-value-computed.ts";
import { taskSecretDeclared } from "./rules/secrets/task-secret-declared.ts";
import { clusterMeasured } from "./rules/services/cluster-measured.ts";
import { containerLogGroupManaged } from "./rules/services/container-log-group-managed.ts";
import { containerLogs } from "./rules/services/container-logs.ts";
import { containerNotRoot } from "./rules/services/container-not-root.ts";
import { containerRootReadOnly } from "./rules/services/container-root-read-only.ts";
import { containerStopsGracefully } from "./rules/services/container-stops-gracefully.ts";
import { containerUnprivileged } from "./rules/services/container-unprivileged.ts";
import { deployWaitsForService } from "./rules/services/deploy-waits-for-service.ts";
import { imagePinnedByDigest } from "./rules/services/image-pinned-by-digest.ts";
import { noSecretInEnvironment } from "./rules/services/no-secret-in-environment.ts";
import { productionOffSpot } from "./rules/services/production-off-spot.ts";
import { registryKeepsImages } from "./rules/services/registry-keeps-images.ts";
import { registryScansImages } from "./rules/services/registry-scans-images.ts";
import { registryTagsImmutable } from "./rules/services/registry-tags-immutable.ts";
import { serviceBehindOwnGroup } from "./rules/services/service-behind-own-group.ts";
import { serviceInJudgedCluster } from "./rules/services/service-in-judged-cluster.ts";
import { serviceKeepsCapacity } from "./rules/services/service-keeps-capacity.ts";
import { serviceOnCurrentPlatform } from "./rules/services/service-on-current-platform.ts";
import { serviceRollsBack } from "./rules/services/service-rolls-back.ts";
import { serviceRunsJudgedTask } from "./rules/services/service-runs-judged-task.ts";
import { serviceScales } from "./rules/services/service-scales.ts";
import { serviceSpreadOverZones } from "./rules/services/service-spread-over-zones.ts";
import { serviceSurvivesATask } from "./rules/services/service-survives-a-task.ts";
import { serviceWithoutPublicAddress } from "./rules/services/service-without-public-address.ts";
import { serviceWithoutShell } from "./rules/services/service-without-shell.ts";
import { singletonNeverOverlaps } from "./rules/services/singleton-never-overlaps.ts";
import { taskOffTheHost } from "./rules/services/task-off-the-host.ts";
import { taskRevisionsKept } from "./rules/services/task-revisions-kept.ts";
import { tasksCarryTags } from "./rules/services/tasks-carry-tags.ts";
import { bucketAccessLogged } from "./rules/storage/bucket-access-logged.ts";
import { bucketClearsUnfinishedUploads } from "./rules/storage/bucket-clears-unfinished-uploads.ts";
import { bucketEncryptionComplete } from "./rules/storage/bucket-encryption-complete.ts";
import { bucketForgetsOldVersions } from "./rules/storage/bucket-forgets-old-versions.ts";
import { bucketNeverEmptiedByForce } from "./rules/storage/bucket-never-emptied-by-force.ts";
import { bucketOwnedByAccount } from "./rules/storage/bucket-owned-by-account.ts";
import { bucketPrivate } from "./rules/storage/bucket-private.ts";
import { bucketRefusesPlainHttp } from "./rules/storage/bucket-refuses-plain-http.ts";
import { bucketSharedWithNobody } from "./rules/storage/bucket-shared-with-nobody.ts";
import { bucketUnderCustomerKey } from "./rules/storage/bucket-under-customer-key.ts";
import { bucketVersioned } from "./rules/storage/bucket-versioned.ts";

/** The whole pack, by area: a new rule is one import and one line. */
export const rules: readonly Rule[] = [
  // network
  dataEgressClosed,
  dataPortsClosedToWorld,
  dataTierHasNoWayOut,
  defaultGroupAdopted,
  defaultGroupEmpty,
  groupRuleDescribed,
  networkTrafficLogged,
  subnetGivesNoPublicAddress,
  worldEntersByBalancer,
  worldEntersByWebPorts,
  // data
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
  clusterHasReader,
  dataAdmitsNoAddresses,
  dataAdmitsOnlyServices,
  dataBehindOwnGroup,
  dataInOwnSubnets,
  databaseBackedUp,
  databaseBackedUpForWeeks,
  databaseCanGrow,
  databaseCertificateCurrent,
  databaseEncrypted,
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
  proxyRequiresTls,
  statefulProtected,
  statefulReplacedInOrder,
  // storage
  bucketAccessLogged,
  bucketClearsUnfinishedUploads,
  bucketEncryptionComplete,
  bucketForgetsOldVersions,
  bucketNeverEmptiedByForce,
  bucketOwnedByAccount,
  bucketPrivate,
  bucketRefusesPlainHttp,
  bucketSharedWithNobody,
  bucketUnderCustomerKey,
  bucketVersioned,
  // secrets
  keyDeletedSlowly,
  keyLetsInNamedPrincipals,
  keyRotates,
  secretRecoverable,
  secretUnderCustomerKey,
  secretValueComputed,
  taskSecretDeclared,
  // identity
  decryptionTiedToKeys,
  federatedTrustNamesSubject,
  namedKeyAliasExists,
  noAdministratorAttached,
  noLongLivedAccessKey,
  permissionNamesActions,
  permissionNamesResources,
  roleTrustTiedToAccount,
  roleTrustsNamedPrincipals,
  taskHasOwnRole,
  taskRoleApartFromExecution,
  // services
  clusterMeasured,
  containerLogGroupManaged,
  containerLogs,
  containerNotRoot,
  containerRootReadOnly,
  containerStopsGracefully,
  containerUnprivileged,
  deployWaitsForService,
  imagePinnedByDigest,
  noSecretInEnvironment,
  productionOffSpot,
  registryKeepsImages,
  registryScansImages,
  registryTagsImmutable,
  serviceBehindOwnGroup,
  serviceInJudgedCluster,
  serviceKeepsCapacity,
  serviceOnCurrentPlatform,
  serviceRollsBack,
  serviceRunsJudgedTask,
  serviceScales,
  serviceSpreadOverZones,
  serviceSurvivesATask,
  serviceWithoutPublicAddress,
  serviceWithoutShell,
  singletonNeverOverlaps,
  taskOffTheHost,
  taskRevisionsKept,
  tasksCarryTags,
  // edge
  balancerDropsInvalidHeaders,
  balancerLocked,
  balancerLogsAccess,
  balancerResistsDesync,
  balancerServesTls,
  balancerSpreadOverZones,
  certificateProvenByDns,
  certificateRenewsItself,
  hostHasCertificate,
  hostHasRecord,
  listenerCertificateValidated,
  listenerClosedByDefault,
  listenerModernTls,
  listenerOnlyTls,
  listenerStrictTransport,
  routeBehindTls,
  routesDoNotCollide,
  targetGroupRouted,
  targetHealthChecked,
  // alarms
  alarmDecidesOnSilence,
  alarmLinksRunbook,
  alarmPagesSomeone,
  alarmSaysWhenOver,
  alarmSwitchedOn,
  authFailuresPage,
  awsLogGroupManaged,
  balancerFailuresPage,
  cacheEvictionsPage,
  cacheLagPages,
  cacheMemoryPages,
  databaseConnectionsPage,
  databaseLoadPages,
  databaseMemoryPages,
  databaseStoragePages,
  failingAnswersPage,
  logGroupEncrypted,
  logGroupEnds,
  missingTasksPage,
  serviceDownPages,
  slowAnswersPage,
  slowQueriesPage,
  taskMemoryPages,
  topicAdmitsCloudwatch,
  topicEncrypted,
  unhealthyTargetPages,
  // people
  accountPinned,
  authenticationRequired,
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
  regionDeclared,
  signingSecretStrong,
];
