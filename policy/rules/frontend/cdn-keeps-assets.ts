import { cachePolicy, cachingDisabled, cachingOptimized, distribution } from "../../reading/cdn.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const never = new Set<unknown>([undefined, cachingDisabled]);

function keeps(node: Node): boolean {
  const behaviors = [
    node.known("defaultCacheBehavior") ?? {},
    ...(node.known("orderedCacheBehaviors") ?? []),
  ];
  const own = ["defaultCacheBehavior", "orderedCacheBehaviors"]
    .flatMap((property) => node.uses(property))
    .filter(({ type }) => type === cachePolicy);
  return (
    behaviors.some(({ cachePolicyId, maxTtl }) => !never.has(cachePolicyId) || maxTtl > 0) ||
    own.some((policy) => policy.known("maxTtl") > 0)
  );
}

const pages = { defaultCacheBehavior: { cachePolicyId: cachingDisabled } };

export const cdnKeepsAssets = stackRule({
  id: "cdn-keeps-assets",
  title: "The CDN keeps what does not change close to visitors",
  requirements: ["C16"],
  why: "A CDN that asks the origin for every file is one more hop: the page loads slower with it than without.",
  fix: "Add a cache behaviour for the hashed files, such as /assets/*, with the policy CachingOptimized.",
  judges: distribution,
  findings: (stack) =>
    stack
      .all(distribution)
      .filter((node) => !keeps(node))
      .map((node) => ({ node, says: "it keeps nothing at all" })),
  examples: {
    pass: [
      [
        {
          type: distribution,
          name: "cdn",
          props: {
            ...pages,
            orderedCacheBehaviors: [{ pathPattern: "/assets/*", cachePolicyId: cachingOptimized }],
          },
        },
      ],
      [
        { type: cachePolicy, name: "files", props: { maxTtl: 31_536_000 } },
        { type: distribution, name: "cdn", uses: { defaultCacheBehavior: ["files"] } },
      ],
    ],
    fail: [
      [{ type: distribution, name: "cdn", props: pages }],
      [{ type: distribution, name: "cdn" }],
      [
        { type: cachePolicy, name: "nothing", props: { maxTtl: 0 } },
        { type: distribution, name: "cdn", uses: { defaultCacheBehavior: ["nothing"] } },
      ],
    ],
  },
});
