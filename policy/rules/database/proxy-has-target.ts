import { proxy } from "../../reading/data-tier.ts";
import { stackRule } from "../../rule.ts";

const pool = "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup";
const target = "aws:rds/proxyTarget:ProxyTarget";

export const proxyHasTarget = stackRule({
  id: "proxy-has-target",
  title: "Every proxy has a database behind it, and limits",
  requirements: ["C14", "G01"],
  why: "A proxy without a target takes connections and answers none; without limits it takes all that the database has.",
  fix: "Add an aws.rds.ProxyTarget and an aws.rds.ProxyDefaultTargetGroup for the proxy.",
  judges: proxy,
  findings: (stack) =>
    stack
      .all(proxy)
      .flatMap((node) => [
        ...(stack.pointing(target, "dbProxyName", node).length > 0
          ? []
          : [{ node, says: "no database is behind it" }]),
        ...(stack.pointing(pool, "dbProxyName", node).length > 0
          ? []
          : [{ node, says: "its pool has no limits" }]),
      ]),
  examples: {
    pass: [
      [
        { type: proxy, name: "proxy" },
        { type: pool, name: "pool", uses: { dbProxyName: ["proxy"] } },
        { type: target, name: "target", uses: { dbProxyName: ["proxy"] } },
      ],
    ],
    fail: [
      [{ type: proxy, name: "proxy" }],
      [
        { type: proxy, name: "proxy" },
        { type: pool, name: "pool", uses: { dbProxyName: ["proxy"] } },
      ],
      [
        { type: proxy, name: "proxy" },
        { type: target, name: "target", uses: { dbProxyName: ["proxy"] } },
      ],
    ],
  },
});
