import { alarmTopics } from "../../alarms/routes.ts";
import { metricAlarm, topic, topicPolicy } from "../../reading/aws-types.ts";
import { covers, grantsAnyone, statements } from "../../reading/document.ts";
import { stackRule } from "../../rule.ts";

const [admits, slow] = [
  (statement: object) => ({
    type: topicPolicy,
    name: "policy",
    props: {
      policy: JSON.stringify({
        Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "*", ...statement }],
      }),
    },
    uses: { arn: ["oncall"] },
  }),
  [
    { type: topic, name: "oncall" },
    { type: metricAlarm, name: "slow", uses: { alarmActions: ["oncall"] } },
  ] as const,
];

export const topicAdmitsCloudwatch = stackRule({
  id: "topic-admits-cloudwatch",
  title: "The on-call topic takes pages from alarms, and from nobody unknown",
  requirements: ["G15"],
  controls: ["FSBP SNS.4", "CKV_AWS_169"],
  judges: topic,
  why: "A policy of one's own replaces the one that let alarms in; nothing then fails, the pages just never arrive.",
  fix: 'Allow sns:Publish to the service cloudwatch.amazonaws.com in the TopicPolicy, and no Principal "*" without a Condition.',
  findings: (stack) =>
    alarmTopics(stack).flatMap((node) =>
      stack.pointing(topicPolicy, "arn", node).flatMap((policy) => {
        const document = policy.known("policy");
        if (document === undefined)
          return [{ node: policy, says: "its policy is not known before deploy", notProven: true as const }];
        const allowed = statements(document).filter(({ allows }) => allows);
        const admitted = allowed.some(
          ({ actions, principals }) =>
            actions.some((action) => covers(action, "sns:Publish")) &&
            principals.some(([, who]) => who === "cloudwatch.amazonaws.com"),
        );
        return [
          ...(admitted ? [] : [{ node: policy, says: "does not let cloudwatch.amazonaws.com publish" }]),
          ...(allowed.some(grantsAnyone) ? [{ node: policy, says: "lets everybody in" }] : []),
        ];
      }),
    ),
  examples: {
    pass: [
      [...slow],
      [...slow, admits({ Principal: { Service: "cloudwatch.amazonaws.com" } })],
      [
        ...slow,
        admits({
          Principal: { Service: ["events.amazonaws.com", "cloudwatch.amazonaws.com"] },
          Action: ["sns:Publish"],
        }),
      ],
    ],
    fail: [
      [...slow, admits({ Principal: { Service: "events.amazonaws.com" } })],
      [...slow, admits({ Principal: { Service: "cloudwatch.amazonaws.com" }, Action: "sns:Subscribe" })],
      [...slow, admits({ Principal: "*" })],
      [...slow, { ...admits({}), props: {} }],
    ],
  },
});
