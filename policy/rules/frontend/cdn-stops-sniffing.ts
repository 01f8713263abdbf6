import { bareCdn, cdnWithHeaders, distribution, pageHeaders } from "../../reading/cdn.ts";
import { stackRule } from "../../rule.ts";

const telling = new Set(["unsafe-url", "no-referrer-when-downgrade", "origin-when-cross-origin"]);
const set = {
  contentTypeOptions: { override: true },
  referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
};

export const cdnStopsSniffing = stackRule({
  id: "cdn-stops-sniffing",
  title: "Browsers take files for what they say they are, and tell strangers no paths",
  requirements: ["C16", "K22"],
  why: "A browser that guesses runs an uploaded text as a script; one that tells hands links with ids in them to every site that is left to.",
  fix: "Set contentTypeOptions and a strict referrerPolicy, both with override: true, on the pages' ResponseHeadersPolicy.",
  judges: distribution,
  findings: (stack) =>
    stack.all(distribution).flatMap((node) => {
      const set = pageHeaders(stack, node)?.known("securityHeadersConfig") ?? {};
      const { referrerPolicy } = set.referrerPolicy ?? {};
      return [
        ...(set.contentTypeOptions?.override === true
          ? []
          : [{ node, says: "its pages come without X-Content-Type-Options" }]),
        ...(referrerPolicy === undefined || telling.has(referrerPolicy)
          ? [
              {
                node,
                says: `its pages come ${referrerPolicy ? `with ${referrerPolicy}` : "without a Referrer-Policy"}`,
              },
            ]
          : []),
      ];
    }),
  examples: {
    pass: [cdnWithHeaders(set)],
    fail: [
      bareCdn,
      cdnWithHeaders({ ...set, contentTypeOptions: { override: false } }),
      cdnWithHeaders({ contentTypeOptions: set.contentTypeOptions }),
      cdnWithHeaders({ ...set, referrerPolicy: { referrerPolicy: "unsafe-url", override: true } }),
    ],
  },
});
