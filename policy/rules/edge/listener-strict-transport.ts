import { listeners } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

const halfYear = 15_768_000;
const header = "routingHttpResponseStrictTransportSecurityHeaderValue";

export const listenerStrictTransport = resourceRule({
  id: "listener-strict-transport",
  title: "A browser that came once comes back over TLS only",
  requirements: ["G05"],
  controls: ["CKV_AWS_259"],
  why: "The redirect from HTTP is itself in the clear; whoever sits in between can answer it. HSTS spares browsers that request.",
  fix: `Set ${header}: "max-age=31536000; includeSubDomains" on the HTTPS listener.`,
  judges: listeners,
  findings: (listener) => {
    if (listener.protocol !== "HTTPS") return [];
    const age = Number(/(?:^|;)\s*max-age=(\d+)/.exec(listener[header] ?? "")?.[1] ?? 0);
    return age >= halfYear ? [] : ["sends no Strict-Transport-Security header of half a year or more"];
  },
  examples: {
    pass: [
      { props: { protocol: "HTTPS", [header]: "max-age=31536000; includeSubDomains" } },
      { props: { protocol: "HTTP" } },
    ],
    fail: [{ props: { protocol: "HTTPS" } }, { props: { protocol: "HTTPS", [header]: "max-age=300" } }],
  },
});
