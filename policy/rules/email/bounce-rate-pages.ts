import { hourOfMail, unwatchedMail } from "../../alarms/account-mail.ts";
import { published } from "../../alarms/published.ts";
import { emailIdentity } from "../../reading/aws-types.ts";
import { shop } from "../../reading/email.ts";
import { stackRule } from "../../rule.ts";

const metric = "Reputation.BounceRate";

export const bounceRatePages = stackRule({
  id: "bounce-rate-pages",
  title: "Somebody is paged before AWS stops the account's mail because too much of it bounces",
  requirements: ["G04"],
  judges: emailIdentity,
  why: "From 5 % on AWS reviews an account, and from 10 % on it stops it: password resets then reach nobody.",
  fix: `Add a MetricAlarm on AWS/SES ${metric}, of the whole account, at 0.05 or less, within an hour.`,
  findings: (stack) =>
    unwatchedMail(stack, metric, {
      breach: 0.0501,
      calm: 0.001,
      lacks: "no alarm is on the share of the account's mail that bounces",
      breachIs: "5 % of the mail bounces",
    }),
  examples: {
    pass: [
      [shop, published(metric, 0.05, hourOfMail)],
      [shop, published(metric, 0.05, { ...hourOfMail, comparisonOperator: "GreaterThanOrEqualToThreshold" })],
    ],
    fail: [
      [shop],
      [shop, published(metric, 0.1, hourOfMail)],
      [shop, published(metric, 5, hourOfMail)],
      [shop, published(metric, 0, hourOfMail)],
      [shop, published(metric, 0.05, { ...hourOfMail, evaluationPeriods: 24 })],
      [shop, published(metric, 0.05, { ...hourOfMail, statistic: "Sum" })],
      [shop, published(metric, 0.05, { ...hourOfMail, namespace: "shop/mail" })],
      [shop, published(metric, 0.05, { ...hourOfMail, dimensions: { "ses:configuration-set": "shop" } })],
    ],
  },
});
