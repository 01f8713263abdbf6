import { clusterInstance, instance } from "../../reading/data-tier.ts";
import { givenKey } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databaseLoadExplained = resourceRule({
  id: "database-load-explained",
  title: "The database keeps a record of which statements cost what, under a key of the customer's own",
  requirements: ["P13", "K20"],
  controls: ["CKV_AWS_353", "CKV_AWS_354"],
  why: "Without it a slow hour cannot be explained afterwards; and the record holds the statements themselves.",
  fix: "Set performanceInsightsEnabled to true and performanceInsightsKmsKeyId to a key of this stack.",
  judges: [instance, clusterInstance],
  findings: (props) => {
    if (props.performanceInsightsEnabled !== true) return ["performanceInsightsEnabled is not true"];
    return givenKey(props, "performanceInsightsKmsKeyId") ? [] : ["performanceInsightsKmsKeyId is not set"];
  },
  examples: {
    pass: [{ props: { performanceInsightsEnabled: true, performanceInsightsKmsKeyId: unknown } }],
    fail: [
      { props: {} },
      { props: { performanceInsightsEnabled: false, performanceInsightsKmsKeyId: unknown } },
      { props: { performanceInsightsEnabled: true } },
    ],
  },
});
