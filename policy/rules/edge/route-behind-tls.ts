import { listenerRules, listeners } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const [listener, rule] = [listeners[0], listenerRules[0]];
const on = (protocol: string) =>
  ({ type: listener, name: "listener", props: { protocol, arn: "arn:listener" } }) as const;
const forward = { actions: [{ type: "forward", targetGroupArn: "arn" }] };

export const routeBehindTls = stackRule({
  id: "route-behind-tls",
  title: "Every route hangs on a TLS listener of the stack",
  requirements: ["G05", "P02"],
  controls: ["FSBP ELB.1", "CKV2_AWS_20"],
  judges: listenerRules,
  why: "A rule takes precedence over its listener's redirect, so one forgotten rule serves in the clear.",
  fix: "Set listenerArn to the arn of the stack's HTTPS listener.",
  findings: (stack) => {
    const known = new Map(stack.all(...listeners).map((node) => [node.known("arn") ?? node, node]));
    return stack.all(...listenerRules).flatMap((node) => {
      if (node.known("actions", 0, "type") === "redirect") return [];
      const hung =
        node.uses("listenerArn").find(({ type }) => listeners.includes(type)) ??
        known.get(node.known("listenerArn"));
      if (!hung) return [{ node, says: "hangs on no listener of the stack" }];
      return ["HTTPS", "TLS"].includes(hung.known("protocol")) ? [] : [{ node, says: "serves without TLS" }];
    });
  },
  examples: {
    pass: [
      [on("HTTPS"), { type: rule, name: "route", props: forward, uses: { listenerArn: ["listener"] } }],
      [on("HTTPS"), { type: rule, name: "route", props: { ...forward, listenerArn: "arn:listener" } }],
      [
        on("HTTP"),
        {
          type: rule,
          name: "route",
          props: { actions: [{ type: "redirect" }] },
          uses: { listenerArn: ["listener"] },
        },
      ],
    ],
    fail: [
      [on("HTTP"), { type: rule, name: "route", props: forward, uses: { listenerArn: ["listener"] } }],
      [on("HTTP"), { type: rule, name: "route", props: { ...forward, listenerArn: "arn:listener" } }],
      [on("HTTPS"), { type: rule, name: "route", props: { ...forward, listenerArn: "arn:elsewhere" } }],
    ],
  },
});
