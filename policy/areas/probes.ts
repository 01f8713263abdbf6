import type { Rule } from "../rule.ts";
import { certificateExpiryPages } from "../rules/probes/certificate-expiry-pages.ts";
import { frontendLoadAlarm } from "../rules/probes/frontend-load-alarm.ts";
import { guestRoleLimited } from "../rules/probes/guest-role-limited.ts";
import { healthProbedFromOutside } from "../rules/probes/health-probed-from-outside.ts";
import { openAccessPages } from "../rules/probes/open-access-pages.ts";
import { probeArtifactsEnd } from "../rules/probes/probe-artifacts-end.ts";
import { probeRoleLimited } from "../rules/probes/probe-role-limited.ts";
import { probeRunsOnCurrentRuntime } from "../rules/probes/probe-runs-on-current-runtime.ts";
import { probeRunsOnSchedule } from "../rules/probes/probe-runs-on-schedule.ts";
import { probeStandsOutside } from "../rules/probes/probe-stands-outside.ts";
import { tenantLeakPages } from "../rules/probes/tenant-leak-pages.ts";

/** What is seen of the product from outside, again and again. */
export const probes: readonly Rule[] = [
  certificateExpiryPages,
  frontendLoadAlarm,
  guestRoleLimited,
  healthProbedFromOutside,
  openAccessPages,
  probeArtifactsEnd,
  probeRoleLimited,
  probeRunsOnCurrentRuntime,
  probeRunsOnSchedule,
  probeStandsOutside,
  tenantLeakPages,
];
