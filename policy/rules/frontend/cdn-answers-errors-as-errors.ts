import { distribution } from "../../reading/cdn.ts";
import { type Props, resourceRule } from "../../rule.ts";

const says = (...customErrorResponses: readonly object[]) => ({ props: { customErrorResponses } });

export const cdnAnswersErrorsAsErrors = resourceRule({
  id: "cdn-answers-errors-as-errors",
  title: "The CDN turns no error into a page that says all is well",
  requirements: ["P01", "P02"],
  why: "An error document answers for all origins: the API's 403 and 404 become index.html with 200, and so does a missing script.",
  fix: "Leave out responseCode 200, and rewrite the application's paths in a function on viewer-request.",
  judges: distribution,
  findings: ({ customErrorResponses }) =>
    (customErrorResponses ?? [])
      .filter(({ responseCode }: Props) => Number(responseCode ?? 400) < 400)
      .map(({ errorCode, responseCode }: Props) => `it answers ${responseCode} instead of ${errorCode}`),
  examples: {
    pass: [
      { props: {} },
      says({ errorCode: 404, errorCachingMinTtl: 0 }),
      says({ errorCode: 403, responseCode: 404, responsePagePath: "/404.html" }),
    ],
    fail: [
      says({ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }),
      says({ errorCode: 404 }, { errorCode: 403, responseCode: 200, responsePagePath: "/index.html" }),
    ],
  },
});
