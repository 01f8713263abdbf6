import { distribution } from "../../reading/cdn.ts";
import { given } from "../../reading/unknown.ts";
import { type Props, resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const origins = [{ originId: "pages", domainName: unknown, originAccessControlId: unknown }];
const defaultCacheBehavior = { targetOriginId: "pages" };

export const cdnHasFrontPage = resourceRule({
  id: "cdn-has-front-page",
  title: "A CDN over a bucket answers its name alone with a page",
  requirements: ["P01"],
  controls: ["FSBP CloudFront.1", "CKV_AWS_305"],
  why: "Without one, the bare name asks for the bucket itself: it answers an error, or the list of all files.",
  fix: 'Set defaultRootObject: "index.html".',
  judges: distribution,
  findings: (cdn) => {
    const pages = (cdn.origins ?? []).find(
      ({ originId }: Props) => originId === cdn.defaultCacheBehavior?.targetOriginId,
    );
    return pages && given(pages, "originAccessControlId") && !cdn.defaultRootObject
      ? ["its bare name asks for the bucket itself"]
      : [];
  },
  examples: {
    pass: [
      { props: { origins, defaultCacheBehavior, defaultRootObject: "index.html" } },
      { props: { origins: [{ originId: "pages", domainName: "web.shop.example" }], defaultCacheBehavior } },
    ],
    fail: [{ props: { origins, defaultCacheBehavior } }],
  },
});
