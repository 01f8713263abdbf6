import { bucketTypes } from "../../reading/buckets.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const bucketNeverEmptiedByForce = resourceRule({
  id: "bucket-never-emptied-by-force",
  title: "A bucket that holds something cannot be deleted",
  requirements: ["G03", "C09"],
  why: "With forceDestroy the provider first deletes every object and every version, without asking and without a way back.",
  fix: "Remove forceDestroy.",
  judges: bucketTypes,
  findings: ({ forceDestroy }) => (forceDestroy === true ? ["forceDestroy is true"] : []),
  examples: {
    pass: [{ props: {} }, { props: { forceDestroy: false } }],
    fail: [{ props: { forceDestroy: true } }, { props: { forceDestroy: unknown } }],
  },
});
