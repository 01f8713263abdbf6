import { level } from "../../alarms/alarm-watch.ts";
import { published, type Sign, unpublished } from "../../alarms/published.ts";
import { secret } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const day = 86_400;
const namespace = /secret|credential/i;
const signs: readonly Sign[] = [
  { metric: /not.?ready|empty|placeholder|stale|expired/i, namespace, statistic: level, breach: 1, calm: 0 },
  { metric: /age.*(?:share|percent)$/i, namespace, statistic: level, breach: 120, calm: 10 },
  { metric: /age.*days$/i, namespace, statistic: level, breach: 400, calm: 1 },
];
const token = { type: secret, name: "token", props: { name: "shop/TOKEN" } } as const;
const checked = { namespace: "shop/secrets", evaluationPeriods: 1, period: 6 * 3600 };

export const secretAgePages = stackRule({
  id: "secret-age-pages",
  title: "Someone is told when a secret is empty, or older than it may be",
  requirements: ["W07", "G08"],
  judges: secret,
  why: "A rotation that stopped working fails once and is silent ever after; only the age of the value goes on telling.",
  fix: "Publish the age of secrets in a namespace of their own, and add a MetricAlarm on it, within a day.",
  findings: (stack) =>
    unpublished(stack, {
      targets: stack.all(secret).length > 0 ? [undefined] : [],
      signs,
      within: day,
      waits: true,
      lacks: "no alarm tells how old its secrets are",
      breachIs: "a secret is not ready",
    }),
  examples: {
    pass: [
      [token, published("NotReady", 0, checked)],
      [token, published("OldestAgeShare", 90, checked)],
      [token, published("OldestAgeDays", 90, checked)],
    ],
    fail: [
      [token],
      [token, published("NotReady", 5, checked)],
      [token, published("NotReady", 0, { ...checked, evaluationPeriods: 28 })],
      [token, published("OldestAgeShare", 500, checked)],
      [token, published("OldestAgeShare", 90, { ...checked, namespace: "shop/vitals" })],
    ],
  },
});
