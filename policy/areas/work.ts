import type { Rule } from "../rule.ts";
import { cronHasDeadLetters } from "../rules/work/cron-has-dead-letters.ts";
import { cronPassesItsOwnRoles } from "../rules/work/cron-passes-its-own-roles.ts";
import { cronRunsInPrivate } from "../rules/work/cron-runs-in-private.ts";
import { cronTriesAgain } from "../rules/work/cron-tries-again.ts";
import { messageQueueEncrypted } from "../rules/work/message-queue-encrypted.ts";
import { messageQueueOpenToNobody } from "../rules/work/message-queue-open-to-nobody.ts";
import { messageQueueRefusesPlainHttp } from "../rules/work/message-queue-refuses-plain-http.ts";
import { scalingMetricPublished } from "../rules/work/scaling-metric-published.ts";
import { singletonNeverOverlaps } from "../rules/work/singleton-never-overlaps.ts";
import { spotKeepsFirmBase } from "../rules/work/spot-keeps-firm-base.ts";
import { workerDrains } from "../rules/work/worker-drains.ts";
import { workerNeverAtZero } from "../rules/work/worker-never-at-zero.ts";
import { workerScalesOnBacklog } from "../rules/work/worker-scales-on-backlog.ts";
import { workerScalesOnWaitingTime } from "../rules/work/worker-scales-on-waiting-time.ts";

/** What works in the background: workers, schedulers, cron jobs and their queues. */
export const work: readonly Rule[] = [
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
