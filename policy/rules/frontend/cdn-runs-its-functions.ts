import { distribution, edgeFunction } from "../../reading/cdn.ts";
import { stackRule } from "../../rule.ts";

const made = { type: edgeFunction, name: "fallback", props: { publish: true } } as const;
const cdn = { type: distribution, name: "cdn", uses: { defaultCacheBehavior: ["fallback"] } } as const;

export const cdnRunsItsFunctions = stackRule({
  id: "cdn-runs-its-functions",
  title: "Every function for the CDN is published, and a path of it runs it",
  requirements: ["P01"],
  why: "A function that nothing runs is a fallback that was there in review and not at three in the morning: links into the application answer 404.",
  fix: "Name the function's ARN in functionAssociations of a cache behaviour, and leave publish true.",
  judges: edgeFunction,
  findings: (stack) => {
    const run = new Set(
      stack
        .all(distribution)
        .flatMap((node) => [...node.uses("defaultCacheBehavior"), ...node.uses("orderedCacheBehaviors")]),
    );
    return stack
      .all(edgeFunction)
      .flatMap((node) => [
        ...(run.has(node) ? [] : [{ node, says: "no distribution runs it" }]),
        ...(node.known("publish") === false ? [{ node, says: "it is not published" }] : []),
      ]);
  },
  examples: {
    pass: [[made, cdn]],
    fail: [[made], [made, { ...cdn, uses: {} }], [{ ...made, props: { publish: false } }, cdn]],
  },
});
