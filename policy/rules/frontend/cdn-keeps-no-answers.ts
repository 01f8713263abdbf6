import {
  behaviorsOf,
  cachingDisabled,
  cachingOptimized,
  distribution,
  pathOf,
  takesWrites,
} from "../../reading/cdn.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const writes = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const reads = ["GET", "HEAD"];
const of = (cachePolicyId: unknown, allowedMethods = writes) => ({
  props: { defaultCacheBehavior: { allowedMethods, cachePolicyId } },
});

export const cdnKeepsNoAnswers = resourceRule({
  id: "cdn-keeps-no-answers",
  title: "What a service answers one visitor, the CDN gives to no other",
  requirements: ["K22", "G13"],
  why: "An answer that is kept by its path alone is handed to the next who asks for that path, whoever that is.",
  fix: `Set cachePolicyId: "${cachingDisabled}" (CachingDisabled) wherever a service answers.`,
  judges: distribution,
  findings: (cdn) =>
    behaviorsOf(cdn)
      .filter((behavior) => takesWrites(behavior) && behavior.cachePolicyId !== cachingDisabled)
      .map((behavior) => `${pathOf(behavior)} take writes, and their answers are kept`),
  examples: {
    pass: [of(cachingDisabled), of(cachingOptimized, reads), of(unknown, reads)],
    fail: [of(cachingOptimized), of(undefined), of(unknown)],
  },
});
