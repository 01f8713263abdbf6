import { behaviorsOf, distribution, pathOf } from "../../reading/cdn.ts";
import { resourceRule } from "../../rule.ts";

const tls = { viewerProtocolPolicy: "redirect-to-https" };

export const cdnRedirectsToTls = resourceRule({
  id: "cdn-redirects-to-tls",
  title: "The CDN serves nothing in the clear",
  requirements: ["G05"],
  controls: ["FSBP CloudFront.3", "CKV_AWS_34"],
  why: "Whoever sits on the way can change a page that comes in the clear, and everything that it loads.",
  fix: 'Set viewerProtocolPolicy: "redirect-to-https" on every cache behaviour.',
  judges: distribution,
  findings: (cdn) =>
    behaviorsOf(cdn)
      .filter(
        ({ viewerProtocolPolicy }) => !["redirect-to-https", "https-only"].includes(viewerProtocolPolicy),
      )
      .map((behavior) => `${pathOf(behavior)} may be asked in the clear`),
  examples: {
    pass: [
      { props: { defaultCacheBehavior: tls } },
      {
        props: {
          defaultCacheBehavior: tls,
          orderedCacheBehaviors: [{ pathPattern: "/api/*", viewerProtocolPolicy: "https-only" }],
        },
      },
    ],
    fail: [
      { props: { defaultCacheBehavior: {} } },
      { props: { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } } },
      {
        props: {
          defaultCacheBehavior: tls,
          orderedCacheBehaviors: [{ pathPattern: "/api/*", viewerProtocolPolicy: "allow-all" }],
        },
      },
    ],
  },
});
