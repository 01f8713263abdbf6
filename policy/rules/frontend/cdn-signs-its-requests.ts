import { accessControl } from "../../reading/cdn.ts";
import { resourceRule } from "../../rule.ts";

const signed = { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" };

export const cdnSignsItsRequests = resourceRule({
  id: "cdn-signs-its-requests",
  title: "The CDN signs each request to a bucket itself",
  requirements: ["P01", "G03"],
  why: 'With "never" the bucket must be public to be read, and with "no-override" a visitor\'s own signature goes through.',
  fix: 'Set signingBehavior: "always".',
  judges: accessControl,
  findings: ({ signingBehavior }) =>
    signingBehavior === "always" ? [] : [`signingBehavior is ${signingBehavior}`],
  examples: {
    pass: [{ props: signed }],
    fail: [
      { props: { ...signed, signingBehavior: "never" } },
      { props: { ...signed, signingBehavior: "no-override" } },
    ],
  },
});
