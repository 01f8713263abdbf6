import { bareCdn, cdnWithHeaders, distribution, pageHeaders } from "../../reading/cdn.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const halfYear = 15_768_000;
const says = (strictTransportSecurity: object): StackExample => cdnWithHeaders({ strictTransportSecurity });

export const cdnStrictTransport = stackRule({
  id: "cdn-strict-transport",
  title: "A browser that loaded the pages once comes back over TLS only",
  requirements: ["G05"],
  controls: ["CKV_AWS_259"],
  why: "The redirect from HTTP is itself in the clear; whoever sits in between can answer it. HSTS spares browsers that request.",
  fix: "Set strictTransportSecurity with accessControlMaxAgeSec: 63072000 and override: true on the pages' ResponseHeadersPolicy.",
  judges: distribution,
  findings: (stack) =>
    stack.all(distribution).flatMap((node) => {
      const set = pageHeaders(stack, node)?.known("securityHeadersConfig", "strictTransportSecurity");
      return set?.override === true && set.accessControlMaxAgeSec >= halfYear
        ? []
        : [{ node, says: "its pages come without HSTS of half a year or more" }];
    }),
  examples: {
    pass: [says({ accessControlMaxAgeSec: 63_072_000, override: true })],
    fail: [
      bareCdn,
      cdnWithHeaders({}),
      says({ accessControlMaxAgeSec: 300, override: true }),
      says({ accessControlMaxAgeSec: 63_072_000, override: false }),
    ],
  },
});
