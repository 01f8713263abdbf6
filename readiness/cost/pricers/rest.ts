import type { Pricers } from "../quantity.ts";
import { always, times } from "../quantity.ts";

/** Keys, secrets, messages: small each, many together. */
export const smaller: Pricers = {
  "aws:kms/key:Key": (facts) => [
    {
      item: "keys",
      meter: "kms.key",
      low: 1,
      high: facts.flag("enableKeyRotation") ? 3 : 1,
      how: "and each of their first two rotations",
      region: facts.text("region"),
    },
    {
      item: "use of keys",
      meter: "kms.requests",
      low: 0,
      high: 1,
      how: "up to a million calls each",
      usage: true,
    },
  ],
  "aws:secretsmanager/secret:Secret": () => [
    { item: "secrets", meter: "secrets.secret", ...always(1), how: "by the month" },
    {
      item: "use of secrets",
      meter: "secrets.requests",
      low: 0,
      high: 0.02,
      how: "up to 20,000 calls each",
      usage: true,
    },
  ],
  "aws:sns/topic:Topic": () => [
    {
      item: "messages",
      meter: "sns.deliveries",
      low: 0,
      high: 0.1,
      how: "up to 100,000 of a topic",
      usage: true,
    },
  ],
  "aws:sqs/queue:Queue": () => [
    {
      item: "messages",
      meter: "sqs.requests",
      low: 0,
      high: 1,
      how: "up to a million calls of a queue",
      usage: true,
    },
  ],
  "aws:sesv2/emailIdentity:EmailIdentity": (_, { assumed }) => [
    { item: "mails", meter: "ses.mail", ...times(assumed.mails, 1 / 1000), how: "1,000–50,000", usage: true },
  ],
};
