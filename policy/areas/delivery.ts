import type { Rule } from "../rule.ts";
import { deployWaitsForService } from "../rules/delivery/deploy-waits-for-service.ts";
import { deploymentGivenTime } from "../rules/delivery/deployment-given-time.ts";
import { drainingOutlivesRequests } from "../rules/delivery/draining-outlives-requests.ts";
import { firstStepSmall } from "../rules/delivery/first-step-small.ts";
import { groupsAgree } from "../rules/delivery/groups-agree.ts";
import { hookMayBeAsked } from "../rules/delivery/hook-may-be-asked.ts";
import { hookPausesEnd } from "../rules/delivery/hook-pauses-end.ts";
import { migrationGatesRelease } from "../rules/delivery/migration-gates-release.ts";
import { productionRuleHoldsBothGroups } from "../rules/delivery/production-rule-holds-both-groups.ts";
import { releaseTestedBeforeUsers } from "../rules/delivery/release-tested-before-users.ts";
import { releaseWatchedInEachGroup } from "../rules/delivery/release-watched-in-each-group.ts";
import { serviceRollsBack } from "../rules/delivery/service-rolls-back.ts";
import { shiftRoleMayShift } from "../rules/delivery/shift-role-may-shift.ts";
import { shiftingServiceHasAlternateGroup } from "../rules/delivery/shifting-service-has-alternate-group.ts";
import { shiftingServiceWithoutRequestTracking } from "../rules/delivery/shifting-service-without-request-tracking.ts";
import { smokeGatesRelease } from "../rules/delivery/smoke-gates-release.ts";
import { taskRevisionsKept } from "../rules/delivery/task-revisions-kept.ts";
import { weightsLeftToEcs } from "../rules/delivery/weights-left-to-ecs.ts";

/** How a release takes the place of the one before, and how it is gone back from. */
export const delivery: readonly Rule[] = [
  deployWaitsForService,
  deploymentGivenTime,
  drainingOutlivesRequests,
  firstStepSmall,
  groupsAgree,
  hookMayBeAsked,
  hookPausesEnd,
  migrationGatesRelease,
  productionRuleHoldsBothGroups,
  releaseTestedBeforeUsers,
  releaseWatchedInEachGroup,
  serviceRollsBack,
  shiftRoleMayShift,
  shiftingServiceHasAlternateGroup,
  shiftingServiceWithoutRequestTracking,
  smokeGatesRelease,
  taskRevisionsKept,
  weightsLeftToEcs,
];
