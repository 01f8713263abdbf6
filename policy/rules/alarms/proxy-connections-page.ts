import { alarm, mathAlarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { proxy } from "../../reading/data-tier.ts";
import { stackRule } from "../../rule.ts";

const within = 900;
const main = { type: proxy, name: "proxy", props: { name: "shop-main" } } as const;
const used = (expression: string, threshold = 90) =>
  mathAlarm(
    "proxy",
    "AWS/RDS",
    expression,
    { open: "DatabaseConnections", allowed: "MaxDatabaseConnectionsAllowed" },
    { threshold },
    "Average",
  );
const waiting = {
  namespace: "AWS/RDS",
  metricName: "DatabaseConnectionsBorrowLatency",
  statistic: "Average",
  threshold: 1e6,
};

export const proxyConnectionsPage = stackRule({
  id: "proxy-connections-page",
  title: "Someone is paged before the proxy has no connection left to give",
  requirements: ["K11", "C14", "P13"],
  judges: proxy,
  why: "The proxy hides a full database from its clients: they only wait, each a little longer, until all of them fail at once.",
  fix: "Add a MetricAlarm on DatabaseConnections in percent of MaxDatabaseConnectionsAllowed, or on DatabaseConnectionsBorrowLatency.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(proxy),
      namespace: "AWS/RDS",
      metrics: ["MaxDatabaseConnectionsAllowed", "DatabaseConnectionsBorrowLatency"],
      statistic: level,
      lacks: "no alarm on its connections",
      wrong: (found) =>
        trial(found, {
          breach: {
            DatabaseConnections: 97,
            MaxDatabaseConnectionsAllowed: 100,
            DatabaseConnectionsBorrowLatency: 10e6, // microseconds
          },
          calm: {
            DatabaseConnections: 10,
            MaxDatabaseConnectionsAllowed: 100,
            DatabaseConnectionsBorrowLatency: 1e3,
          },
          within,
          breachIs: "97 % of its connections are taken",
        }),
    }),
  examples: {
    pass: [
      [main, used("100 * open / allowed")],
      [main, alarm("proxy", waiting)],
      [main, { ...alarm("proxy", { ...waiting, dimensions: { ProxyName: "shop-main" } }), uses: {} }],
    ],
    fail: [
      [main],
      [main, used("100 * open / allowed", 99)],
      [main, used("100 * allowed / open")],
      [main, alarm("proxy", { ...waiting, threshold: 60e6 })],
      [main, alarm("proxy", { ...waiting, metricName: "DatabaseConnections", threshold: 10 })],
    ],
  },
});
