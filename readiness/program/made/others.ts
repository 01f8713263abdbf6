import { inRegion, type Makers, named, nameFor, uuid } from "./maker.ts";

export const others: Makers = {
  "aws:cloudwatch/logGroup:LogGroup": named("name", (question, name) => ({
    arn: inRegion(question, question.arn("logs", `log-group:${name}`)),
  })),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("name", (question, name) => ({
    arn: inRegion(question, question.arn("cloudwatch", `alarm:${name}`)),
  })),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": named("name"),
  "aws:cloudwatch/eventRule:EventRule": named("name", (question, name) => ({
    arn: inRegion(question, question.arn("events", `rule/${name}`)),
  })),
  "aws:cloudwatch/eventTarget:EventTarget": ({ hex, text }) => ({
    id: `${text("rule")}-${hex(12)}`,
    targetId: hex(12),
  }),
  "aws:sns/topic:Topic": (question) => {
    const name = nameFor(question);
    const arn = inRegion(question, question.arn("sns", name));
    return { id: arn, arn, name, owner: question.where.account };
  },
  "aws:sns/topicPolicy:TopicPolicy": ({ text, where }) => ({ id: text("arn"), owner: where.account }),
  "aws:sns/topicSubscription:TopicSubscription": (question) => {
    const arn = `${question.text("topic")}:${uuid(question)}`;
    return { id: arn, arn, pendingConfirmation: true, ownerId: question.where.account };
  },
  "aws:sqs/queue:Queue": (question) => {
    const name = nameFor(question);
    const url = `https://sqs.${question.where.region}.amazonaws.com/${question.where.account}/${name}`;
    return { id: url, url, name, arn: question.arn("sqs", name) };
  },
};
