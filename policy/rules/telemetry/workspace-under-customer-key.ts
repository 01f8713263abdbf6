import { prometheusWorkspace } from "../../reading/collectors.ts";
import { given, givenKey } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const workspaceUnderCustomerKey = resourceRule({
  id: "workspace-under-customer-key",
  title: "Metrics are encrypted with a key of our own, and what is refused is written down",
  requirements: ["C18", "C12"],
  why: "Labels name tenants and paths sooner or later; a key of our own says who may read them, and can be taken away. It cannot be changed later.",
  fix: "Set kmsKeyArn, and loggingConfiguration.logGroupArn to a log group of this stack.",
  judges: prometheusWorkspace,
  findings: (props) => [
    ...(givenKey(props, "kmsKeyArn") ? [] : ["kmsKeyArn is not set"]),
    ...(given(props, "loggingConfiguration") ? [] : ["loggingConfiguration is not set"]),
  ],
  examples: {
    pass: [{ props: { kmsKeyArn: "arn:key", loggingConfiguration: { logGroupArn: "arn:group:*" } } }],
    fail: [
      { props: {} },
      { props: { kmsKeyArn: "arn:key" } },
      { props: { kmsKeyArn: "alias/aws/aps", loggingConfiguration: { logGroupArn: "arn:group:*" } } },
      { props: { kmsKeyArn: "", loggingConfiguration: { logGroupArn: "arn:group:*" } } },
    ],
  },
});
