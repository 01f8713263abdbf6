import type { Rule } from "../rule.ts";
import { alarmDecidesOnSilence } from "../rules/alarms/alarm-decides-on-silence.ts";
import { alarmLinksRunbook } from "../rules/alarms/alarm-links-runbook.ts";
import { alarmPagesSomeone } from "../rules/alarms/alarm-pages-someone.ts";
import { alarmSaysWhenOver } from "../rules/alarms/alarm-says-when-over.ts";
import { alarmSwitchedOn } from "../rules/alarms/alarm-switched-on.ts";
import { alarmWatchesPublishedMetric } from "../rules/alarms/alarm-watches-published-metric.ts";
import { applicationLogsHaveQueries } from "../rules/alarms/application-logs-have-queries.ts";
import { applicationLogsMasked } from "../rules/alarms/application-logs-masked.ts";
import { authFailuresPage } from "../rules/alarms/auth-failures-page.ts";
import { awsLogGroupManaged } from "../rules/alarms/aws-log-group-managed.ts";
import { balancerFailuresPage } from "../rules/alarms/balancer-failures-page.ts";
import { cacheEvictionsPage } from "../rules/alarms/cache-evictions-page.ts";
import { cacheLagPages } from "../rules/alarms/cache-lag-pages.ts";
import { cacheMemoryPages } from "../rules/alarms/cache-memory-pages.ts";
import { compositeSuppressorPagesItself } from "../rules/alarms/composite-suppressor-pages-itself.ts";
import { cronFailurePages } from "../rules/alarms/cron-failure-pages.ts";
import { cronMissedPages } from "../rules/alarms/cron-missed-pages.ts";
import { dashboardShowsLaunchSignals } from "../rules/alarms/dashboard-shows-launch-signals.ts";
import { dashboardShowsPublishedMetrics } from "../rules/alarms/dashboard-shows-published-metrics.ts";
import { databaseConnectionsPage } from "../rules/alarms/database-connections-page.ts";
import { databaseConnectivityPages } from "../rules/alarms/database-connectivity-pages.ts";
import { databaseLoadPages } from "../rules/alarms/database-load-pages.ts";
import { databaseMemoryPages } from "../rules/alarms/database-memory-pages.ts";
import { databaseStoragePages } from "../rules/alarms/database-storage-pages.ts";
import { deadLettersPage } from "../rules/alarms/dead-letters-page.ts";
import { errorBudgetWatched } from "../rules/alarms/error-budget-watched.ts";
import { failedJobsPage } from "../rules/alarms/failed-jobs-page.ts";
import { failingAnswersPage } from "../rules/alarms/failing-answers-page.ts";
import { logGroupEncrypted } from "../rules/alarms/log-group-encrypted.ts";
import { logGroupEnds } from "../rules/alarms/log-group-ends.ts";
import { longTransactionsPage } from "../rules/alarms/long-transactions-page.ts";
import { missingTasksPage } from "../rules/alarms/missing-tasks-page.ts";
import { nobodyUnmasks } from "../rules/alarms/nobody-unmasks.ts";
import { proxyConnectionsPage } from "../rules/alarms/proxy-connections-page.ts";
import { replicaLagPages } from "../rules/alarms/replica-lag-pages.ts";
import { secretAgePages } from "../rules/alarms/secret-age-pages.ts";
import { serviceDownPages } from "../rules/alarms/service-down-pages.ts";
import { slowAnswersPage } from "../rules/alarms/slow-answers-page.ts";
import { slowDaysTold } from "../rules/alarms/slow-days-told.ts";
import { slowQueriesPage } from "../rules/alarms/slow-queries-page.ts";
import { tableGrowthPages } from "../rules/alarms/table-growth-pages.ts";
import { taskMemoryPages } from "../rules/alarms/task-memory-pages.ts";
import { topicAdmitsCloudwatch } from "../rules/alarms/topic-admits-cloudwatch.ts";
import { topicEncrypted } from "../rules/alarms/topic-encrypted.ts";
import { unhealthyTargetPages } from "../rules/alarms/unhealthy-target-pages.ts";
import { vacuumHealthPages } from "../rules/alarms/vacuum-health-pages.ts";
import { workerBacklogPages } from "../rules/alarms/worker-backlog-pages.ts";
import { workerWaitingPages } from "../rules/alarms/worker-waiting-pages.ts";
import { workerWithoutConsumersPages } from "../rules/alarms/worker-without-consumers-pages.ts";

/** What pages, and what is written down to look at. */
export const alarms: readonly Rule[] = [
  alarmDecidesOnSilence,
  alarmLinksRunbook,
  alarmPagesSomeone,
  alarmSaysWhenOver,
  alarmSwitchedOn,
  alarmWatchesPublishedMetric,
  applicationLogsHaveQueries,
  applicationLogsMasked,
  authFailuresPage,
  awsLogGroupManaged,
  balancerFailuresPage,
  cacheEvictionsPage,
  cacheLagPages,
  cacheMemoryPages,
  compositeSuppressorPagesItself,
  cronFailurePages,
  cronMissedPages,
  dashboardShowsLaunchSignals,
  dashboardShowsPublishedMetrics,
  databaseConnectionsPage,
  databaseConnectivityPages,
  databaseLoadPages,
  databaseMemoryPages,
  databaseStoragePages,
  deadLettersPage,
  errorBudgetWatched,
  failedJobsPage,
  failingAnswersPage,
  logGroupEncrypted,
  logGroupEnds,
  longTransactionsPage,
  missingTasksPage,
  nobodyUnmasks,
  proxyConnectionsPage,
  replicaLagPages,
  secretAgePages,
  serviceDownPages,
  slowAnswersPage,
  slowDaysTold,
  slowQueriesPage,
  tableGrowthPages,
  taskMemoryPages,
  topicAdmitsCloudwatch,
  topicEncrypted,
  unhealthyTargetPages,
  vacuumHealthPages,
  workerBacklogPages,
  workerWaitingPages,
  workerWithoutConsumersPages,
];
