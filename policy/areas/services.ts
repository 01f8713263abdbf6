import type { Rule } from "../rule.ts";
import { clusterMeasured } from "../rules/services/cluster-measured.ts";
import { containerLogGroupManaged } from "../rules/services/container-log-group-managed.ts";
import { containerLogs } from "../rules/services/container-logs.ts";
import { containerNotRoot } from "../rules/services/container-not-root.ts";
import { containerRootReadOnly } from "../rules/services/container-root-read-only.ts";
import { containerStopsGracefully } from "../rules/services/container-stops-gracefully.ts";
import { containerUnprivileged } from "../rules/services/container-unprivileged.ts";
import { imagePinnedByDigest } from "../rules/services/image-pinned-by-digest.ts";
import { noSecretInEnvironment } from "../rules/services/no-secret-in-environment.ts";
import { productionOffSpot } from "../rules/services/production-off-spot.ts";
import { registryKeepsImages } from "../rules/services/registry-keeps-images.ts";
import { registryScansImages } from "../rules/services/registry-scans-images.ts";
import { registryTagsImmutable } from "../rules/services/registry-tags-immutable.ts";
import { servedContainerChecksItself } from "../rules/services/served-container-checks-itself.ts";
import { serviceBehindOwnGroup } from "../rules/services/service-behind-own-group.ts";
import { serviceInJudgedCluster } from "../rules/services/service-in-judged-cluster.ts";
import { serviceKeepsCapacity } from "../rules/services/service-keeps-capacity.ts";
import { serviceOnCurrentPlatform } from "../rules/services/service-on-current-platform.ts";
import { serviceRunsJudgedTask } from "../rules/services/service-runs-judged-task.ts";
import { serviceScales } from "../rules/services/service-scales.ts";
import { serviceSpreadOverZones } from "../rules/services/service-spread-over-zones.ts";
import { serviceSurvivesATask } from "../rules/services/service-survives-a-task.ts";
import { serviceWithoutPublicAddress } from "../rules/services/service-without-public-address.ts";
import { serviceWithoutShell } from "../rules/services/service-without-shell.ts";
import { taskOffTheHost } from "../rules/services/task-off-the-host.ts";
import { tasksCarryTags } from "../rules/services/tasks-carry-tags.ts";

/** What runs, and what it was told. */
export const services: readonly Rule[] = [
  clusterMeasured,
  containerLogGroupManaged,
  containerLogs,
  containerNotRoot,
  containerRootReadOnly,
  containerStopsGracefully,
  containerUnprivileged,
  imagePinnedByDigest,
  noSecretInEnvironment,
  productionOffSpot,
  registryKeepsImages,
  registryScansImages,
  registryTagsImmutable,
  servedContainerChecksItself,
  serviceBehindOwnGroup,
  serviceInJudgedCluster,
  serviceKeepsCapacity,
  serviceOnCurrentPlatform,
  serviceRunsJudgedTask,
  serviceScales,
  serviceSpreadOverZones,
  serviceSurvivesATask,
  serviceWithoutPublicAddress,
  serviceWithoutShell,
  taskOffTheHost,
  tasksCarryTags,
];
