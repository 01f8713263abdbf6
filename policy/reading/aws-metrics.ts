import { cache, cluster, databases, loadBalancers, logGroup, queue, service, topic } from "./aws-types.ts";
import { lambda } from "./function-types.ts";

/** What one namespace of AWS holds, and because of which resources. */
export interface MetricSource {
  /** Types of which the stack must have one. */
  readonly from: readonly string[];
  readonly names: ReadonlySet<string>;
  /** Dimensions whose value is the name of a resource. */
  readonly about: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const proxy = "aws:rds/proxy:Proxy";
const prometheus = "aws:amp/workspace:Workspace";
const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";

/** By namespace: the names that each service's page "metrics and dimensions" lists, as far as anybody looks at them. */
export const awsMetrics: Readonly<Record<string, MetricSource>> = {
  "AWS/ApplicationELB": {
    from: loadBalancers,
    about: [],
    names: words(`
      ActiveConnectionCount AnomalousHostCount ClientTLSNegotiationErrorCount ConsumedLCUs DesyncMitigationMode_NonCompliant_Request_Count
      DroppedInvalidHeaderRequestCount ForwardedInvalidHeaderRequestCount HealthyHostCount HTTP_Fixed_Response_Count HTTP_Redirect_Count
      HTTPCode_ELB_3XX_Count HTTPCode_ELB_4XX_Count HTTPCode_ELB_5XX_Count HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count
      HTTPCode_ELB_504_Count HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count
      NewConnectionCount ProcessedBytes RejectedConnectionCount RequestCount RequestCountPerTarget RuleEvaluations TargetConnectionErrorCount
      TargetResponseTime TargetTLSNegotiationErrorCount UnHealthyHostCount`),
  },
  "AWS/Backup": {
    from: ["aws:backup/vault:Vault", "aws:backup/plan:Plan"],
    about: ["BackupVaultName"],
    names: words(`
      NumberOfBackupJobsAborted NumberOfBackupJobsCompleted NumberOfBackupJobsCreated NumberOfBackupJobsExpired NumberOfBackupJobsFailed
      NumberOfBackupJobsPending NumberOfBackupJobsRunning NumberOfCopyJobsCompleted NumberOfCopyJobsCreated NumberOfCopyJobsFailed
      NumberOfCopyJobsRunning NumberOfRecoveryPointsCold NumberOfRecoveryPointsCompleted NumberOfRecoveryPointsDeleting
      NumberOfRecoveryPointsExpired NumberOfRecoveryPointsPartial NumberOfRestoreJobsCompleted NumberOfRestoreJobsFailed
      NumberOfRestoreJobsPending NumberOfRestoreJobsRunning`),
  },
  "AWS/CloudFront": {
    from: ["aws:cloudfront/distribution:Distribution"],
    about: [],
    names: words("4xxErrorRate 5xxErrorRate BytesDownloaded BytesUploaded Requests TotalErrorRate"),
  },
  "AWS/ECS": {
    from: [service, cluster],
    about: ["ClusterName", "ServiceName"],
    names: words(
      "ActiveConnectionCount CPUReservation CPUUtilization EBSFilesystemUtilization MemoryReservation MemoryUtilization NewConnectionCount RequestCount TargetResponseTime",
    ),
  },
  "AWS/ElastiCache": {
    from: [cache],
    about: ["CacheClusterId", "ReplicationGroupId"],
    names: words(`
      ActiveDefragHits BytesUsedForCache CacheHitRate CacheHits CacheMisses CommandAuthorizationFailures CPUUtilization CurrConnections
      CurrItems DatabaseCapacityUsagePercentage DatabaseMemoryUsagePercentage EngineCPUUtilization Evictions FreeableMemory
      IamAuthenticationExpirations IsMaster KeyAuthorizationFailures MemoryFragmentationRatio NetworkBandwidthInAllowanceExceeded
      NetworkBandwidthOutAllowanceExceeded NetworkBytesIn NetworkBytesOut NewConnections Reclaimed ReplicationLag SaveInProgress SwapUsage`),
  },
  "AWS/Events": {
    from: ["aws:cloudwatch/eventRule:EventRule"],
    about: ["RuleName"],
    names: words(
      "DeadLetterInvocations FailedInvocations Invocations MatchedEvents ThrottledRules TriggeredRules",
    ),
  },
  "AWS/Lambda": {
    from: [lambda],
    about: ["FunctionName"],
    names: words("ConcurrentExecutions DeadLetterErrors Duration Errors Invocations IteratorAge Throttles"),
  },
  "AWS/Logs": {
    from: [logGroup],
    about: ["LogGroupName"],
    names: words("DeliveryErrors EMFParsingErrors IncomingBytes IncomingLogEvents LogEventsWithFindings"),
  },
  "AWS/Prometheus": {
    from: [prometheus],
    about: [],
    names: words(
      "ActiveSeriesLimitPerLabelSet ActiveSeriesPerLabelSet DiscardedSamples DiscardedSeries OutOfOrderIngestionRate QuerySamplesProcessed RuleEvaluationFailures RuleEvaluations RuleGroupIterationsMissed",
    ),
  },
  "AWS/RDS": {
    from: [...databases, clusterInstance, proxy],
    about: ["DBInstanceIdentifier", "DBClusterIdentifier", "ProxyName"],
    names: words(`
      ACUUtilization AuroraReplicaLag AuroraReplicaLagMaximum AvailabilityPercentage BurstBalance CheckpointLag ClientConnections
      ClientConnectionsClosed ClientConnectionsReceived ClientConnectionsSetupFailedAuth ClientConnectionsSetupSucceeded CommitLatency
      CommitThroughput CPUCreditBalance CPUUtilization DatabaseConnectionRequests DatabaseConnections DatabaseConnectionsBorrowLatency
      DatabaseConnectionsCurrentlyBorrowed DatabaseConnectionsCurrentlyInTransaction DatabaseConnectionsCurrentlySessionPinned
      DatabaseConnectionsSetupFailed DBLoad DBLoadCPU DBLoadNonCPU DBLoadRelativeToNumVCPUs Deadlocks DiskQueueDepth FreeableMemory
      FreeLocalStorage FreeStorageSpace MaxDatabaseConnectionsAllowed MaximumUsedTransactionIDs OldestReplicationSlotLag
      QueryDatabaseResponseLatency QueryRequests QueryResponseLatency ReadIOPS ReadLatency ReadThroughput ReplicaLag ReplicationSlotDiskUsage
      ServerlessDatabaseCapacity SwapUsage TransactionLogsDiskUsage VolumeBytesUsed VolumeReadIOPs VolumeWriteIOPs WriteIOPS WriteLatency
      WriteThroughput`),
  },
  "AWS/RUM": {
    from: ["aws:rum/appMonitor:AppMonitor"],
    about: ["application_name"],
    names: words(
      "Http4xxCount Http5xxCount JsErrorCount NavigationFrustratedTransaction NavigationSatisfiedTransaction NavigationToleratedTransaction PageViewCount PerformanceNavigationDuration PerformanceResourceDuration RumEventPayloadSize SessionCount WebVitalsCumulativeLayoutShift WebVitalsFirstInputDelay WebVitalsInteractionToNextPaint WebVitalsLargestContentfulPaint",
    ),
  },
  "AWS/SES": {
    from: [
      "aws:sesv2/emailIdentity:EmailIdentity",
      "aws:sesv2/configurationSet:ConfigurationSet",
      "aws:ses/domainIdentity:DomainIdentity",
    ],
    about: [],
    names: words(
      "Bounce Complaint Delivery DeliveryDelay Open Click Reject RenderingFailure Reputation.BounceRate Reputation.ComplaintRate Send Subscription",
    ),
  },
  "AWS/SNS": {
    from: [topic],
    about: ["TopicName"],
    names: words("NumberOfMessagesPublished NumberOfNotificationsDelivered NumberOfNotificationsFailed"),
  },
  "AWS/SQS": {
    from: [queue],
    about: ["QueueName"],
    names: words(
      "ApproximateAgeOfOldestMessage ApproximateNumberOfMessagesDelayed ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesVisible NumberOfEmptyReceives NumberOfMessagesDeleted NumberOfMessagesReceived NumberOfMessagesSent SentMessageSize",
    ),
  },
  "AWS/States": {
    from: ["aws:sfn/stateMachine:StateMachine"],
    about: [],
    names: words(
      "ExecutionsAborted ExecutionsFailed ExecutionsStarted ExecutionsSucceeded ExecutionsTimedOut",
    ),
  },
  "AWS/Usage": {
    from: [prometheus],
    about: [],
    names: words("ResourceCount"),
  },
  "AWS/WAFV2": {
    from: ["aws:wafv2/webAcl:WebAcl"],
    about: ["WebACL"],
    names: words(
      "AllowedRequests BlockedRequests CaptchaRequests ChallengeRequests CountedRequests PassedRequests",
    ),
  },
  CloudWatchSynthetics: {
    from: ["aws:synthetics/canary:Canary"],
    about: ["CanaryName"],
    names: words("2xx 4xx 5xx Duration Failed SuccessPercent"),
  },
  "ECS/ContainerInsights": {
    from: [cluster],
    about: ["ClusterName", "ServiceName"],
    names: words(`
      ContainerCpuUtilization ContainerInstanceCount ContainerMemoryUtilization ContainerMemoryUtilized CpuReserved CpuUtilized DeploymentCount DesiredTaskCount
      EphemeralStorageReserved EphemeralStorageUtilized MemoryReserved MemoryUtilized NetworkRxBytes NetworkTxBytes PendingTaskCount
      RestartCount RunningTaskCount ServiceCount StorageReadBytes StorageWriteBytes TaskCount TaskCpuUtilization TaskMemoryUtilization
      TaskSetCount UnHealthyContainerHealthStatus`),
  },
};
