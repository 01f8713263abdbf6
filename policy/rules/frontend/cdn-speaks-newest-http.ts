import { distribution } from "../../reading/cdn.ts";
import { resourceRule } from "../../rule.ts";

export const cdnSpeaksNewestHttp = resourceRule({
  id: "cdn-speaks-newest-http",
  title: "The CDN speaks HTTP/3 to browsers that can, and over IPv6",
  requirements: ["C16"],
  why: "On a bad connection a lost packet of HTTP/2 holds up everything that is loaded; of HTTP/3, one file.",
  fix: 'Set httpVersion: "http2and3" and isIpv6Enabled: true.',
  judges: distribution,
  findings: ({ httpVersion, isIpv6Enabled }) => [
    ...(/3$/.test(httpVersion ?? "") ? [] : [`httpVersion is ${httpVersion ?? "http2"}`]),
    ...(isIpv6Enabled === true ? [] : ["it is not reached over IPv6"]),
  ],
  examples: {
    pass: [
      { props: { httpVersion: "http2and3", isIpv6Enabled: true } },
      { props: { httpVersion: "http3", isIpv6Enabled: true } },
    ],
    fail: [
      { props: { isIpv6Enabled: true } },
      { props: { httpVersion: "http2", isIpv6Enabled: true } },
      { props: { httpVersion: "http2and3" } },
    ],
  },
});
