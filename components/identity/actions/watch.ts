import { arnOf } from "../../place.ts";
import { behindCanaries } from "./probes.ts";
import { grant, named, type Scope, type Table, untied } from "./scope.ts";

/** Log groups of the stack: its own names, and those that a service's rules put something before. */
export const logGroups = ({ place }: Scope): readonly string[] =>
  [
    `/${place.prefix}/*`,
    `/aws/*/${place.prefix}-*`,
    `/aws/*/${place.prefix}/*`,
    `/aws/lambda/${behindCanaries(place)}*`,
    `aws-waf-logs-${place.prefix}-*`,
  ].map((name) => arnOf(place, "logs", `log-group:${name}`));

/** Logs, alarms and whom they reach. */
export function watch(scope: Scope): Table {
  const { place } = scope;
  const groups = logGroups(scope);
  const alarms = [arnOf(place, "cloudwatch", `alarm:${place.prefix}-*`)];
  const topics = named(scope, "sns", "");
  const tags = ["TagResource", "UntagResource"];
  return {
    "aws:cloudwatch/logGroup:LogGroup": {
      read: [untied(scope, "logs", "DescribeLogGroups"), grant("logs", ["ListTagsForResource"], groups)],
      write: [
        grant(
          "logs",
          [
            "AssociateKmsKey",
            "CreateLogGroup",
            "DeleteLogGroup",
            "DeleteRetentionPolicy",
            "DisassociateKmsKey",
            "PutLogGroupDeletionProtection",
            "PutRetentionPolicy",
            ...tags,
          ],
          groups,
        ),
      ],
    },
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
      read: [grant("logs", ["DescribeMetricFilters"], groups)],
      write: [grant("logs", ["DeleteMetricFilter", "PutMetricFilter"], groups)],
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
      read: [grant("cloudwatch", ["DescribeAlarms", "ListTagsForResource"], alarms)],
      write: [grant("cloudwatch", ["DeleteAlarms", "PutMetricAlarm", ...tags], alarms)],
    },
    "aws:sns/topic:Topic": {
      read: [grant("sns", ["GetTopicAttributes", "ListTagsForResource"], topics)],
      write: [grant("sns", ["CreateTopic", "DeleteTopic", "SetTopicAttributes", ...tags], topics)],
    },
    "aws:sns/topicPolicy:TopicPolicy": {
      read: [grant("sns", ["GetTopicAttributes"], topics)],
      write: [grant("sns", ["SetTopicAttributes"], topics)],
    },
    "aws:sns/topicSubscription:TopicSubscription": {
      read: [grant("sns", ["GetSubscriptionAttributes", "ListSubscriptionsByTopic"], topics)],
      write: [grant("sns", ["SetSubscriptionAttributes", "Subscribe", "Unsubscribe"], topics)],
    },
  };
}
