import { statefulTypes } from "../../reading/stateful.ts";
import { resourceRule } from "../../rule.ts";

export const statefulReplacedInOrder = resourceRule({
  id: "stateful-replaced-in-order",
  title: "Nothing that holds data is deleted before its successor stands",
  requirements: ["C09", "P17"],
  why: "If making the successor fails, there is neither the old one nor a new one.",
  fix: "Remove the option deleteBeforeReplace.",
  judges: statefulTypes,
  findings: (_, { deleteBeforeReplace }) => (deleteBeforeReplace ? ["deleteBeforeReplace is on"] : []),
  examples: {
    pass: [{ props: {} }, { props: {}, deleteBeforeReplace: false }],
    fail: [{ props: {}, deleteBeforeReplace: true }],
  },
});
