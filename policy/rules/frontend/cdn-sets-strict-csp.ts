import { bareCdn, cdnWithHeaders, distribution, pageHeaders } from "../../reading/cdn.ts";
import { looseIn } from "../../reading/content-policy.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const strict = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' https://api.shop.example",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
const says = (...directives: readonly string[]): StackExample =>
  cdnWithHeaders({
    contentSecurityPolicy: { contentSecurityPolicy: directives.join("; "), override: true },
  });
const but = (name: string, by?: string): StackExample =>
  says(...strict.flatMap((one) => (one.startsWith(`${name} `) ? (by ?? []) : one)));

export const cdnSetsStrictCsp = stackRule({
  id: "cdn-sets-strict-csp",
  title: "Pages may load and run only what was named",
  requirements: ["C16", "K22"],
  controls: ["FSBP CloudFront.12"],
  why: "A script that got into a page reads what the visitor reads; a strict policy lets it neither run nor call home.",
  fix: "Set contentSecurityPolicy on the pages' ResponseHeadersPolicy: default-src 'none', and origins by name.",
  judges: distribution,
  findings: (stack) =>
    stack.all(distribution).flatMap((node) => {
      const headers = pageHeaders(stack, node);
      if (!headers) return [{ node, says: "no policy of this stack sets its pages' headers" }];
      if (headers.isUnknown("securityHeadersConfig"))
        return [{ node: headers, says: "its headers are not known", notProven: true as const }];
      const policy: unknown = headers.known(
        "securityHeadersConfig",
        "contentSecurityPolicy",
        "contentSecurityPolicy",
      );
      if (typeof policy !== "string") return [{ node: headers, says: "it sets no Content-Security-Policy" }];
      return looseIn(policy).map((says) => ({ node: headers, says }));
    }),
  examples: {
    pass: [
      says(...strict),
      says(...strict, "img-src 'self' data:", "worker-src blob:", "upgrade-insecure-requests"),
      but("base-uri", "base-uri 'self'"),
    ],
    fail: [
      bareCdn,
      cdnWithHeaders({}),
      cdnWithHeaders({ contentSecurityPolicy: { contentSecurityPolicy: unknown, override: true } }),
      but("default-src"),
      but("base-uri"),
      but("frame-ancestors"),
      but("script-src", "script-src 'self' 'unsafe-inline'"),
      but("script-src", "script-src 'self' data:"),
      but("style-src", "style-src 'self' 'unsafe-inline'"),
      but("connect-src", "connect-src *"),
      but("connect-src", "connect-src https://*.shop.example"),
      but("connect-src", "connect-src http://api.shop.example"),
      but("default-src", "default-src 'self'"),
      says("upgrade-insecure-requests"),
    ],
  },
});
