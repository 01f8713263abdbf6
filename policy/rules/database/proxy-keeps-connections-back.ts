import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const most = 80;

export const proxyKeepsConnectionsBack = resourceRule({
  id: "proxy-keeps-connections-back",
  title: "The proxy leaves a fifth of the database's connections to others",
  requirements: ["C14", "K11"],
  why: "Migrations, monitoring and whoever mends it at night connect past the proxy: it must not have taken the last one.",
  fix: `Set connectionPoolConfig.maxConnectionsPercent to ${most} or less.`,
  judges: "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
  findings: ({ connectionPoolConfig }) => {
    const share = connectionPoolConfig?.maxConnectionsPercent ?? 100; // RDS's own default
    return share <= most ? [] : [`it may take ${share} % of the connections`];
  },
  examples: {
    pass: [
      { props: { connectionPoolConfig: { maxConnectionsPercent: 80 } } },
      { props: { connectionPoolConfig: { maxConnectionsPercent: 50 } } },
    ],
    fail: [
      { props: {} },
      { props: { connectionPoolConfig: {} } },
      { props: { connectionPoolConfig: { maxConnectionsPercent: 81 } } },
      { props: { connectionPoolConfig: { maxConnectionsPercent: unknown } } },
    ],
  },
});
