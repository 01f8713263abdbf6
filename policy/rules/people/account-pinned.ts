import { stackType, topic } from "../../reading/aws-types.ts";
import { perProvider } from "../../reading/made-by.ts";
import { stackRule } from "../../rule.ts";

/** Lists reach a pack as JSON text. */
const pins = (accounts: string): boolean => /^\["?\d{12}"?(?:,\s*"?\d{12}"?)*\]$/.test(accounts.trim());

export const accountPinned = stackRule({
  id: "account-pinned",
  title: "The wrong credentials stop before anything is made",
  requirements: ["W03", "C19", "P15"],
  judges: stackType,
  why: "A shell that still holds another account's session would build production there, or tear it down.",
  fix: "Make everything with an explicit aws.Provider that has allowedAccountIds.",
  findings: (stack) =>
    [...perProvider(stack, "allowedAccountIds")].flatMap(([accounts, node]) =>
      pins(accounts) ? [] : [{ node, says: "is made with a provider that accepts any account" }],
    ),
  examples: {
    pass: [
      [{ type: "any:other:Thing", name: "thing" }],
      [{ type: topic, name: "oncall", provider: { allowedAccountIds: '["111122223333"]' } }],
    ],
    fail: [
      [{ type: topic, name: "oncall" }],
      [{ type: topic, name: "oncall", provider: { region: "eu-central-1" } }],
      [{ type: topic, name: "oncall", provider: { allowedAccountIds: "[]" } }],
    ],
  },
});
