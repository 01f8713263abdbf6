import type { Rule } from "../rule.ts";
import { clusterMeasured } from "../rules/services/cluster-measured.ts";
import { containerLogGroupManaged } from "../rules/services/container-log-group-managed.ts";
import { containerLogs } from "../rules/services/container-logs.ts";
import { containerNotRoot } from "../rules/services/container-not-root.ts";
import { containerRootReadOnly } from "../rules/services/container-root-read-only.ts";
import { containerStopsGracefully } from "../rules/services/container-stops-gracefully.ts";
import { containerUnprivileged } from "../rules/services/container-unprivileged.ts";
import { cronHasDeadLetters } from "../rules/services/cron-has-dead-letters.ts";
import { cronPassesItsOwnRoles } from "../rules/services/cron-passes-its-own-roles.ts";
import { cronTriesAgain } from "../rules/services/cron-tries-again.ts";
import { deployWaitsForService } from "../rules/services/deploy-waits-for-service.ts";
import { deploymentGivenTime } from "../rules/services/deployment-given-time.ts";
import { firstStepSmall } from "../rules/services/first-step-small.ts";
import { hookMayBeAsked } from "../rules/services/hook-may-be-asked.ts";
import { hookPausesEnd } from "../rules/services/hook-pauses-end.ts";
import { imagePinnedByDigest } from "../rules/services/image-pinned-by-digest.ts";
import { messageQueueEncrypted } from "../rules/services/message-queue-encrypted.ts";
import { messageQueueOpenToNobody } from "../rules/services/message-queue-open-to-nobody.ts";
import { messageQueueRefusesPlainHttp } from "../rules/services/message-queue-refuses-plain-http.ts";
import { migrationGatesRelease } from "../rules/services/migration-gates-release.ts";
import { noSecretInEnvironment } from "../rules/services/no-secret-in-environment.ts";
import { productionOffSpot } from "../rules/services/production-off-spot.ts";
import { registryKeepsImages } from "../rules/services/registry-keeps-images.ts";
import { registryScansImages } from "../rules/services/registry-scans-images.ts";
import { registryTagsImmutable } from "../rules/services/registry-tags-immutable.ts";
import { releaseWatchedInEachGroup } from "../rules/services/release-watched-in-each-group.ts";
import { scalingMetricPublished } from "../rules/services/scaling-metric-published.ts";
import { servedContainerChecksItself } from "../rules/services/served-container-checks-itself.ts";
import { serviceBehindOwnGroup } from "../rules/services/service-behind-own-group.ts";
import { serviceInJudgedCluster } from "../rules/services/service-in-judged-cluster.ts";
import { serviceKeepsCapacity } from "../rules/services/service-keeps-capacity.ts";
import { serviceOnCurrentPlatform } from "../rules/services/service-on-current-platform.ts";
import { serviceRollsBack } from "../rules/services/service-rolls-back.ts";
import { serviceRunsJudgedTask } from "../rules/services/service-runs-judged-task.ts";
import { serviceScales } from "../rules/services/service-scales.ts";
import { serviceSpreadOverZones } from "../rules/services/service-spread-over-zones.ts";
import { serviceSurvivesATask } from "../rules/services/service-survives-a-task.ts";
import { serviceWithoutPublicAddress } from "../rules/services/service-without-public-address.ts";
import { serviceWithoutShell } from "../rules/services/service-without-shell.ts";
import { shiftRoleMayShift } from "../rules/services/shift-role-may-shift.ts";
import { shiftingServiceHasAlternateGroup } from "../rules/services/shifting-service-has-alternate-group.ts";
import { shiftingServiceWithoutRequestTracking } from "../rules/services/shifting-service-without-request-tracking.ts";
import { singletonNeverOverlaps } from "../rules/services/singleton-never-overlaps.ts";
import { smokeGatesRelease } from "../rules/services/smoke-gates-release.ts";
import { spotKeepsFirmBase } from "../rules/services/spot-keeps-firm-base.ts";
import { taskOffTheHost } from "../rules/services/task-off-the-host.ts";
import { taskRevisionsKept } from "../rules/services/task-revisions-kept.ts";
import { tasksCarryTags } from "../rules/services/tasks-carry-tags.ts";
import { workerDrains } from "../rules/services/worker-drains.ts";
import { workerNeverAtZero } from "../rules/services/worker-never-at-zero.ts";
import { workerScalesOnBacklog } from "../rules/services/worker-scales-on-backlog.ts";
import { workerScalesOnWaitingTime } from "../rules/services/worker-scales-on-waiting-time.ts";

/** What runs, and what it was told. */
export const services: readonly Rule[] = [
  clusterMeasured,
  containerLogGroupManaged,
  containerLogs,
  containerNotRoot,
  containerRootReadOnly,
  containerStopsGracefully,
  containerUnprivileged,
  cronHasDeadLetters,
  cronPassesItsOwnRoles,
  cronTriesAgain,
  deployWaitsForService,
  deploymentGivenTime,
  firstStepSmall,
  hookMayBeAsked,
  hookPausesEnd,
  imagePinnedByDigest,
  messageQueueEncrypted,
  messageQueueOpenToNobody,
  messageQueueRefusesPlainHttp,
  migrationGatesRelease,
  noSecretInEnvironment,
  productionOffSpot,
  registryKeepsImages,
  registryScansImages,
  registryTagsImmutable,
  releaseWatchedInEachGroup,
  scalingMetricPublished,
  servedContainerChecksItself,
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
  shiftRoleMayShift,
  shiftingServiceHasAlternateGroup,
  shiftingServiceWithoutRequestTracking,
  singletonNeverOverlaps,
  smokeGatesRelease,
  spotKeepsFirmBase,
  taskOffTheHost,
  taskRevisionsKept,
  tasksCarryTags,
  workerDrains,
  workerNeverAtZero,
  workerScalesOnBacklog,
  workerScalesOnWaitingTime,
];
