import { configurationSets, emailIdentity } from "../../reading/aws-types.ts";
import { set, shop } from "../../reading/email.ts";
import { stackRule } from "../../rule.ts";

export const identitySendsBySet = stackRule({
  id: "identity-sends-by-set",
  title: "Mail that names no configuration set is sent by one all the same",
  requirements: ["G04"],
  judges: emailIdentity,
  why: "TLS, suppression and measurement belong to the set: one call that forgets its name goes around all three.",
  fix: "Set the identity's configurationSetName to a configuration set of this stack.",
  findings: (stack) => {
    const names = new Set(stack.all(...configurationSets).map((node) => node.known("configurationSetName")));
    return stack.all(emailIdentity).flatMap((node) => {
      const from = node.uses("configurationSetName");
      if (from.some(({ type }) => configurationSets.some((one) => one === type))) return [];
      const name: unknown = node.known("configurationSetName");
      if (typeof name !== "string") return [{ node, says: "it has no configuration set" }];
      return names.has(name) ? [] : [{ node, says: `${name} is no configuration set of this stack` }];
    });
  },
  examples: {
    pass: [
      [{ ...shop, uses: { configurationSetName: ["set"] } }, set()],
      [{ ...shop, props: { ...shop.props, configurationSetName: "shop" } }, set()],
    ],
    fail: [
      [shop, set()],
      [{ ...shop, props: { ...shop.props, configurationSetName: "bank" } }, set()],
    ],
  },
});
