import { listeners } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const listenerClosedByDefault = resourceRule({
  id: "listener-closed-by-default",
  title: "What nobody routed, nobody can reach",
  requirements: ["P02", "K02"],
  why: "A default that forwards serves every path under every name, so a debug route is public on the day it is written.",
  fix: 'Set defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }] and route each path by a ListenerRule.',
  judges: listeners,
  findings: ({ defaultActions = [] }) => {
    const actions: readonly { type?: string; fixedResponse?: { statusCode?: string } }[] = defaultActions;
    if (actions.length === 0) return ["has no default action"];
    return actions.flatMap(({ type = "none", fixedResponse }) => {
      if (type === "redirect") return [];
      if (type !== "fixed-response") return [`its default action is ${type}`];
      return /^[45]/.test(fixedResponse?.statusCode ?? "") ? [] : ["its default answer is not an error"];
    });
  },
  examples: {
    pass: [
      {
        props: {
          defaultActions: [
            { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
          ],
        },
      },
      { props: { defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS" } }] } },
    ],
    fail: [
      { props: {} },
      { props: { defaultActions: [] } },
      { props: { defaultActions: [{ type: "forward", targetGroupArn: "arn" }] } },
      { props: { defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "200" } }] } },
    ],
  },
});
