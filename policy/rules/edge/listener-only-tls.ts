import { listeners } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const forward = { type: "forward", targetGroupArn: "arn" };

export const listenerOnlyTls = resourceRule({
  id: "listener-only-tls",
  title: "Nothing is served in the clear",
  requirements: ["G05"],
  controls: ["FSBP ELB.1", "CKV_AWS_2", "CKV_AWS_103"],
  why: "One forward on port 80 is enough for a session cookie to cross a café's network in the clear.",
  fix: "Serve with protocol HTTPS (or TLS); let an HTTP listener do nothing but redirect to HTTPS.",
  judges: listeners,
  findings: ({ protocol, defaultActions = [] }) => {
    if (protocol === "HTTPS" || protocol === "TLS") return [];
    if (protocol !== "HTTP") return [`its protocol is ${protocol ?? "not set"}`];
    const actions: readonly { type?: string; redirect?: { protocol?: string } }[] = defaultActions;
    const redirects = actions.every(
      ({ type, redirect: to }) => type === "redirect" && to?.protocol === "HTTPS",
    );
    return actions.length > 0 && redirects ? [] : ["serves over HTTP instead of redirecting to HTTPS"];
  },
  examples: {
    pass: [
      { props: { protocol: "HTTPS", port: 443, defaultActions: [forward] } },
      { props: { protocol: "HTTP", port: 80, defaultActions: [redirect] } },
    ],
    fail: [
      { props: {} },
      { props: { protocol: "TCP", defaultActions: [forward] } },
      { props: { protocol: "HTTP" } },
      { props: { protocol: "HTTP", defaultActions: [forward] } },
      {
        props: {
          protocol: "HTTP",
          defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }],
        },
      },
      { props: { protocol: "HTTP", defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP" } }] } },
    ],
  },
});
