import { replicationGroup } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";

export const cacheLogsDelivered = resourceRule({
  id: "cache-logs-delivered",
  title: "The cache's slow commands are written down",
  requirements: ["C15", "G06"],
  why: "One command over a large key stops every client of a single-threaded server, and nothing else shows which.",
  fix: "Deliver the slow-log with logDeliveryConfigurations.",
  judges: replicationGroup,
  findings: ({ logDeliveryConfigurations: delivered = [] }) =>
    delivered.some(({ logType }: { readonly logType?: string }) => logType === "slow-log")
      ? []
      : ["its slow-log goes nowhere"],
  examples: {
    pass: [{ props: { logDeliveryConfigurations: [{ logType: "engine-log" }, { logType: "slow-log" }] } }],
    fail: [{ props: {} }, { props: { logDeliveryConfigurations: [{ logType: "engine-log" }] } }],
  },
});
