import type { Watch } from "./watch.ts";

/** Not what AWS calls too much, but half of it: with time left to find out why. */
const early = { bounces: 0.02, complaints: 0.0005 };
/** From here on AWS reviews the account, and may stop all that it sends ("Sending review process FAQs", SES guide). */
const reviewed = { bounces: 0.05, complaints: 0.001 };

const percent = (share: number): string => `${share * 100} %`;

const hourly = {
  namespace: "AWS/SES",
  statistic: "Maximum",
  period: 3600,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching", // nothing was sent, so nothing came back
} as const;

/** What endangers all mail of the account: it is the account that AWS stops, whoever in it wrote to wrong addresses (G04). */
export const reputationWatches: readonly Watch[] = [
  {
    ...hourly,
    kind: "bounce-rate",
    says: `${percent(reviewed.bounces)} of the account's mail or more bounces: AWS reviews the account, and may stop its mail`,
    metricName: "Reputation.BounceRate",
    threshold: reviewed.bounces,
  },
  {
    ...hourly,
    kind: "complaint-rate",
    says: `${percent(reviewed.complaints)} of the account's mail or more is called spam by its readers: AWS reviews the account, and may stop its mail`,
    metricName: "Reputation.ComplaintRate",
    threshold: reviewed.complaints,
  },
];

/** What somebody looks into on the next working day: this stack's own mail goes wrong more often than it should. */
export function deliveryWatches(configurationSet: string): readonly Watch[] {
  const ours = {
    ...hourly,
    severity: "ticket" as const,
    dimensions: { "ses:configuration-set": configurationSet },
  };
  return [
    {
      ...ours,
      kind: "bounces",
      says: `${percent(early.bounces)} of this stack's mail or more bounces`,
      metricName: "Reputation.BounceRate",
      threshold: early.bounces,
    },
    {
      ...ours,
      kind: "complaints",
      says: `${percent(early.complaints)} of this stack's mail or more is called spam by its readers`,
      metricName: "Reputation.ComplaintRate",
      threshold: early.complaints,
    },
    {
      ...ours,
      kind: "rejects",
      says: "SES took a message and did not send it, because it found a virus in it",
      metricName: "Reject",
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
    },
  ];
}
