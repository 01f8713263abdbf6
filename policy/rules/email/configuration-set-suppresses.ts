import { configurationSets } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const both = ["BOUNCE", "COMPLAINT"] as const;

export const configurationSetSuppresses = resourceRule({
  id: "configuration-set-suppresses",
  title: "Whoever could not be reached, or complained, is not written to again",
  requirements: ["G04"],
  why: "AWS stops an account that goes on writing to dead addresses, and with it every other mail of the product.",
  fix: `Set suppressionOptions.suppressedReasons: ["${both.join('", "')}"].`,
  judges: configurationSets[0],
  findings: ({ suppressionOptions }) => {
    const reasons: readonly unknown[] = suppressionOptions?.suppressedReasons ?? [];
    return both
      .filter((reason) => !reasons.includes(reason))
      .map((reason) => `it does not suppress after a ${reason.toLowerCase()}`);
  },
  examples: {
    pass: [{ props: { suppressionOptions: { suppressedReasons: ["COMPLAINT", "BOUNCE"] } } }],
    fail: [
      { props: {} },
      { props: { suppressionOptions: {} } },
      { props: { suppressionOptions: { suppressedReasons: [] } } },
      { props: { suppressionOptions: { suppressedReasons: ["BOUNCE"] } } },
      { props: { suppressionOptions: unknown } },
    ],
  },
});
