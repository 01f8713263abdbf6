import { stackType, topic } from "../../reading/aws-types.ts";
import { perProvider } from "../../reading/made-by.ts";
import { stackRule } from "../../rule.ts";

export const regionDeclared = stackRule({
  id: "region-declared",
  title: "Where data lives is written down, not taken from a shell",
  requirements: ["C18"],
  judges: stackType,
  why: "Whoever has AWS_REGION set otherwise would keep personal data under another law.",
  fix: "Make everything with an explicit aws.Provider that has a region.",
  findings: (stack) =>
    [...perProvider(stack, "region")].flatMap(([region, node]) =>
      /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)
        ? []
        : [{ node, says: "is made with a provider that names no region" }],
    ),
  examples: {
    pass: [[{ type: topic, name: "oncall", provider: { region: "eu-central-1" } }]],
    fail: [
      [{ type: topic, name: "oncall" }],
      [{ type: topic, name: "oncall", provider: { allowedAccountIds: "[]" } }],
    ],
  },
});
