import { behaviorsOf, distribution, pathOf } from "../../reading/cdn.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const set = { responseHeadersPolicyId: unknown };

export const cdnSendsHeadersEverywhere = resourceRule({
  id: "cdn-sends-headers-everywhere",
  title: "Every path that the CDN answers has security headers",
  requirements: ["G05", "C16"],
  controls: ["CKV2_AWS_32"],
  why: "The one path that was left out is the one on which a file is run as a script, or a page is framed.",
  fix: "Set responseHeadersPolicyId on every cache behaviour.",
  judges: distribution,
  findings: (cdn) =>
    behaviorsOf(cdn)
      .filter((behavior) => !given(behavior, "responseHeadersPolicyId"))
      .map((behavior) => `${pathOf(behavior)} come without security headers`),
  examples: {
    pass: [
      { props: { defaultCacheBehavior: set } },
      { props: { defaultCacheBehavior: set, orderedCacheBehaviors: [{ pathPattern: "/assets/*", ...set }] } },
    ],
    fail: [
      { props: { defaultCacheBehavior: {} } },
      { props: { defaultCacheBehavior: set, orderedCacheBehaviors: [{ pathPattern: "/assets/*" }] } },
    ],
  },
});
