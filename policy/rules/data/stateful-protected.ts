import { statefulTypes } from "../../reading/stateful.ts";
import { resourceRule } from "../../rule.ts";

export const statefulProtected = resourceRule({
  id: "stateful-protected",
  title: "Pulumi refuses to delete what cannot be made again",
  requirements: ["C09", "G01", "G03"],
  why: "A renamed component or a removed line is a deletion to the program; protection is what asks first.",
  fix: "Declare it with the option protect: true.",
  judges: statefulTypes,
  findings: (_, { protect }) => (protect ? [] : ["it is not protected"]),
  examples: {
    pass: [{ props: {}, protect: true }],
    fail: [{ props: {} }, { props: {}, protect: false }],
  },
});
