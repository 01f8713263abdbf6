import { listenerRules, listeners } from "../../aws-types.ts";
import { stackRule } from "../../rule.ts";

const [listener, rule] = [listeners[0], listenerRules[0]];
const http = { type: listener, name: "http", props: { protocol: "HTTP" } } as const;
const forward = { actions: [{ type: "forward", targetGroupArn: "arn" }] };

export const httpRuleOnlyRedirects = stackRule({
  id: "http-rule-only-redirects",
  title: "No route hangs on a listener without TLS",
  requirements: ["G05"],
  controls: ["FSBP ELB.1", "CKV2_AWS_20"],
  judges: listeners,
  why: "A rule takes precedence over the listener's redirect, so one forgotten rule serves in the clear.",
  fix: "Hang the rule on the HTTPS listener.",
  findings: (stack) =>
    stack
      .all(...listeners)
      .filter((node) => node.known("protocol") === "HTTP")
      .flatMap((node) => listenerRules.flatMap((type) => stack.pointing(type, "listenerArn", node)))
      .filter((node) => node.known("actions", 0, "type") !== "redirect")
      .map((node) => ({ node, says: "serves over HTTP" })),
  examples: {
    pass: [
      [
        http,
        {
          type: rule,
          name: "route",
          props: { actions: [{ type: "redirect" }] },
          uses: { listenerArn: ["http"] },
        },
      ],
      [
        { type: listener, name: "https", props: { protocol: "HTTPS" } },
        { type: rule, name: "route", props: forward, uses: { listenerArn: ["https"] } },
      ],
    ],
    fail: [
      [http, { type: rule, name: "route", props: forward, uses: { listenerArn: ["http"] } }],
      [
        { type: listener, name: "http", props: { protocol: "HTTP", arn: "arn:http" } },
        { type: rule, name: "route", props: { ...forward, listenerArn: "arn:http" } },
      ],
    ],
  },
});
