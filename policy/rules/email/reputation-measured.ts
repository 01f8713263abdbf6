import { configurationSets } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const reputationMeasured = resourceRule({
  id: "reputation-measured",
  title: "It is measured how much mail comes back, and how much is called spam",
  requirements: ["G04"],
  why: "By default a configuration set measures neither: AWS's letter that it stops the account is then the first that anybody hears of it.",
  fix: "Set reputationOptions.reputationMetricsEnabled: true.",
  judges: configurationSets,
  findings: (props, { type }) => {
    const options = type === configurationSets[0] ? props.reputationOptions : props;
    return options?.reputationMetricsEnabled === true ? [] : ["it measures no reputation"];
  },
  examples: {
    pass: [
      { props: { reputationOptions: { reputationMetricsEnabled: true } } },
      { type: configurationSets[1], props: { reputationMetricsEnabled: true } },
    ],
    fail: [
      { props: {} },
      { props: { reputationMetricsEnabled: true } },
      { props: { reputationOptions: { reputationMetricsEnabled: false } } },
      { props: { reputationOptions: unknown } },
      { type: configurationSets[1], props: {} },
    ],
  },
});
