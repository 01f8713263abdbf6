import { distribution } from "../../reading/cdn.ts";
import { logDelivery, logSource, sourcesOf } from "../../reading/log-delivery.ts";
import { stackRule } from "../../rule.ts";

const cdn = { type: distribution, name: "cdn" } as const;
const source = {
  type: logSource,
  name: "source",
  props: { logType: "ACCESS_LOGS" },
  uses: { resourceArn: ["cdn"] },
} as const;

export const cdnLogsAccess = stackRule({
  id: "cdn-logs-access",
  title: "The CDN writes down who asked for what",
  requirements: ["G05", "C15"],
  controls: ["FSBP CloudFront.5", "CKV_AWS_86", "AwsSolutions-CFR3"],
  why: "What the CDN answers itself reaches no other log: without its own, an attack on pages was never there.",
  fix: "Add a cloudwatch.LogDeliverySource for the distribution (ACCESS_LOGS, us-east-1), a LogDeliveryDestination and a LogDelivery.",
  judges: distribution,
  findings: (stack) =>
    stack.all(distribution).flatMap((node) => {
      const legacy = node.known("loggingConfig", "bucket") ?? node.uses("loggingConfig")[0];
      if (legacy !== undefined) return [];
      const sources = sourcesOf(stack, node);
      if (sources.length === 0) return [{ node, says: "its requests are written down nowhere" }];
      return sources.some((one) => stack.pointing(logDelivery, "deliverySourceName", one).length > 0)
        ? []
        : [{ node, says: "its log is delivered nowhere" }];
    }),
  examples: {
    pass: [
      [cdn, source, { type: logDelivery, name: "delivery", uses: { deliverySourceName: ["source"] } }],
      [{ ...cdn, props: { loggingConfig: { bucket: "logs.s3.amazonaws.com" } } }],
    ],
    fail: [
      [cdn],
      [cdn, source],
      [
        cdn,
        { ...source, props: { logType: "EVENT_LOGS" } },
        { type: logDelivery, name: "delivery", uses: { deliverySourceName: ["source"] } },
      ],
      [
        cdn,
        { ...source, uses: {} },
        { type: logDelivery, name: "delivery", uses: { deliverySourceName: ["source"] } },
      ],
    ],
  },
});
