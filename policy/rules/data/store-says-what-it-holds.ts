import { bucketTypes } from "../../reading/buckets.ts";
import { cluster, instance, replicationGroup } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const tag = "data-class";

export const storeSaysWhatItHolds = resourceRule({
  id: "store-says-what-it-holds",
  title: "Every store says what class of data it holds",
  requirements: ["C18"],
  why: "Who asks where personal data is kept, and for how long, is answered from the plan or not at all.",
  fix: `Tag the store "${tag}", for example personal, business or technical.`,
  judges: [instance, cluster, replicationGroup, ...bucketTypes],
  findings: ({ tags }) => (tags?.[tag] ? [] : [`it has no tag "${tag}"`]),
  examples: {
    pass: [{ props: { tags: { [tag]: "personal" } } }],
    fail: [{ props: {} }, { props: { tags: { owner: "growth" } } }, { props: { tags: unknown } }],
  },
});
