import { hourOfMail, unwatchedMail } from "../../alarms/account-mail.ts";
import { published } from "../../alarms/published.ts";
import { emailIdentity } from "../../reading/aws-types.ts";
import { shop } from "../../reading/email.ts";
import { stackRule } from "../../rule.ts";

const metric = "Reputation.ComplaintRate";

export const complaintRatePages = stackRule({
  id: "complaint-rate-pages",
  title: "Somebody is paged before AWS stops the account's mail because too many readers call it spam",
  requirements: ["G04"],
  judges: emailIdentity,
  why: "From one complaint in a thousand on AWS reviews an account, and from five on it stops it: password resets then reach nobody.",
  fix: `Add a MetricAlarm on AWS/SES ${metric}, of the whole account, at 0.001 or less, within an hour.`,
  findings: (stack) =>
    unwatchedMail(stack, metric, {
      breach: 0.00101,
      calm: 0.00001,
      lacks: "no alarm is on the share of the account's mail that is called spam",
      breachIs: "0.1 % of the mail is called spam",
    }),
  examples: {
    pass: [
      [shop, published(metric, 0.001, hourOfMail)],
      [
        shop,
        published(metric, 0.001, { ...hourOfMail, comparisonOperator: "GreaterThanOrEqualToThreshold" }),
      ],
    ],
    fail: [
      [shop],
      [shop, published(metric, 0.005, hourOfMail)],
      [shop, published(metric, 0.1, hourOfMail)],
      [shop, published(metric, 0, hourOfMail)],
      [shop, published(metric, 0.001, { ...hourOfMail, evaluationPeriods: 24 })],
      [shop, published(metric, 0.001, { ...hourOfMail, statistic: "Sum" })],
      [shop, published(metric, 0.001, { ...hourOfMail, namespace: "shop/mail" })],
      [shop, published(metric, 0.001, { ...hourOfMail, dimensions: { "ses:configuration-set": "shop" } })],
    ],
  },
});
