import { level } from "../../alarms/alarm-watch.ts";
import { published, unpublished } from "../../alarms/published.ts";
import { secret } from "../../reading/aws-types.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

/** Whose credential a secret is, as its tag `provider` says; several are parted by spaces. */
const providersOf = (node: Node): readonly string[] => {
  const tag: unknown = node.known("tags", "provider");
  return typeof tag === "string" ? tag.split(/\s+/).filter(Boolean) : [];
};

const token = (provider: string): StackExample[number] => ({
  type: secret,
  name: "token",
  props: { name: "shop/TOKEN", tags: { provider } },
});
const asked = {
  comparisonOperator: "LessThanThreshold",
  treatMissingData: "breaching",
  period: 300,
  dimensions: { Provider: "openai" },
};

export const providerOutagePages = stackRule({
  id: "provider-outage-pages",
  title: "Somebody is paged when a third party that the product needs does not answer",
  requirements: ["G11"],
  judges: secret,
  why: "The product's own health stays green while the provider behind it is gone, or while its address was never right.",
  fix: "Publish for each provider whether it answers (Reachable, 1 or 0, by a dimension with its name), and add a MetricAlarm on it with treatMissingData: breaching, within 15 minutes.",
  findings: (stack) =>
    stack.all(secret).flatMap((node) =>
      providersOf(node).flatMap((provider) =>
        unpublished(stack, {
          targets: [node],
          signs: [
            {
              metric: /^(?:reachable|available|up|is_?up)$/i,
              statistic: level,
              breach: 0,
              calm: 1,
              mustSpeak: true,
            },
          ],
          about: ({ metrics }) => metrics.some((metric) => metric.about().includes(provider)),
          within: 900,
          lacks: `no alarm tells when ${provider} does not answer`,
          breachIs: `${provider} does not answer`,
        }),
      ),
    ),
  examples: {
    pass: [
      [token("openai"), published("Reachable", 1, asked)],
      [
        token("openai pay"),
        published("Reachable", 1, asked),
        { ...published("Reachable", 1, { ...asked, dimensions: { Provider: "pay" } }), name: "pay-alarm" },
      ],
      [{ type: secret, name: "own", props: { name: "shop/OWN", tags: { owner: "growth" } } }],
    ],
    fail: [
      [token("openai")],
      [token("openai pay"), published("Reachable", 1, asked)],
      [token("openai"), published("LatencyMs", 1, asked)],
      [token("openai"), published("Reachable", 1, { ...asked, treatMissingData: "notBreaching" })],
      [token("openai"), published("Reachable", 1, { ...asked, evaluationPeriods: 12 })],
      [token("openai"), published("Reachable", 0, { ...asked, comparisonOperator: "GreaterThanThreshold" })],
    ],
  },
});
