import type { Rule } from "../rule.ts";
import { cronHasDeadLetters } from "../rules/background/cron-has-dead-letters.ts";
import { cronPassesItsOwnRoles } from "../rules/background/cron-passes-its-own-roles.ts";
import { cronRunsInPrivate } from "../rules/background/cron-runs-in-private.ts";
import { cronTriesAgain } from "../rules/background/cron-tries-again.ts";
import { messageQueueEncrypted } from "../rules/background/message-queue-encrypted.ts";
import { messageQueueOpenToNobody } from "../rules/background/message-queue-open-to-nobody.ts";
import { messageQueueRefusesPlainHttp } from "../rules/background/message-queue-refuses-plain-http.ts";
import { scalingMetricPublished } from "../rules/background/scaling-metric-published.ts";
import { singletonNeverOverlaps } from "../rules/background/singleton-never-overlaps.ts";
import { spotKeepsFirmBase } from "../rules/background/spot-keeps-firm-base.ts";
import { workerDrains } from "../rules/background/worker-drains.ts";
import { workerNeverAtZero } from "../rules/background/worker-never-at-zero.ts";
import { workerScalesOnBacklog } from "../rules/background/worker-scales-on-backlog.ts";
import { workerScalesOnWaitingTime } from "../rules/background/worker-scales-on-waiting-time.ts";

/** What works in the background: workers, schedulers, cron jobs and their queues. */
export const background: readonly Rule[] = [
  cronHasDeadLetters,
  cronPassesItsOwnRoles,
  cronRunsInPrivate,
  cronTriesAgain,
  messageQueueEncrypted,
  messageQueueOpenToNobody,
  messageQueueRefusesPlainHttp,
  scalingMetricPublished,
  singletonNeverOverlaps,
  spotKeepsFirmBase,
  workerDrains,
  workerNeverAtZero,
  workerScalesOnBacklog,
  workerScalesOnWaitingTime,
];
