import { behaviorsOf, distribution, takesWrites } from "../../reading/cdn.ts";
import { type Props, resourceRule } from "../../rule.ts";

/** What CloudFront keeps for ten seconds although nothing else is kept ("Control how long CloudFront caches errors"). */
const kept = [403, 404, 500, 502, 503, 504];
const forgotten = kept.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
const passes = { defaultCacheBehavior: { allowedMethods: ["GET", "POST"] } };

export const cdnForgetsErrors = resourceRule({
  id: "cdn-forgets-errors",
  title: "An error that a service answered one visitor, the CDN gives to no other",
  requirements: ["K22", "P02"],
  why: "CloudFront keeps errors for ten seconds even where it keeps nothing: one visitor's 403 is the next one's answer.",
  fix: "Add customErrorResponses with errorCachingMinTtl: 0 for 403, 404, 500, 502, 503 and 504.",
  judges: distribution,
  findings: (cdn) => {
    if (!behaviorsOf(cdn).some(takesWrites)) return [];
    const zero = new Set(
      (cdn.customErrorResponses ?? [])
        .filter(({ errorCachingMinTtl }: Props) => errorCachingMinTtl === 0)
        .map(({ errorCode }: Props) => errorCode),
    );
    const missing = kept.filter((code) => !zero.has(code));
    return missing.length === 0 ? [] : [`it keeps answers of ${missing.join(", ")} for ten seconds`];
  },
  examples: {
    pass: [
      { props: { ...passes, customErrorResponses: forgotten } },
      { props: { defaultCacheBehavior: { allowedMethods: ["GET", "HEAD"] } } },
    ],
    fail: [
      { props: passes },
      { props: { ...passes, customErrorResponses: forgotten.slice(1) } },
      { props: { ...passes, customErrorResponses: kept.map((errorCode) => ({ errorCode })) } },
    ],
  },
});
