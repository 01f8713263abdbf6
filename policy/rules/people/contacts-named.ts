import { stackType } from "../../reading/aws-types.ts";
import { isPlaceholder } from "../../reading/placeholders.ts";
import { stackRule } from "../../rule.ts";

const needed = ["infrastructure", "database", "oncall", "escalation"] as const;
const named = {
  infrastructure: "platform@shop.example",
  database: "data@shop.example",
  oncall: "oncall@shop.example",
  escalation: "cto@shop.example",
};
const exporting = (contacts: unknown) => [{ type: stackType, name: "shop-production", props: { contacts } }];

export const contactsNamed = stackRule({
  id: "contacts-named",
  title: "Everyone knows whom to call",
  requirements: ["C22", "G15"],
  judges: stackType,
  why: "In an outage the search for the person who may decide costs more minutes than the decision.",
  fix: `Export \`contacts\` from the program, with ${needed.join(", ")} filled in.`,
  findings: (stack) =>
    stack.all(stackType).flatMap((node) =>
      needed.flatMap((role) => {
        const who = node.known("contacts", role);
        if (typeof who !== "string" || who.trim().length < 3)
          return [{ node, says: `contacts names no ${role}` }];
        return isPlaceholder(who) ? [{ node, says: `contacts has a placeholder for ${role}` }] : [];
      }),
    ),
  examples: {
    pass: [exporting(named)],
    fail: [
      [{ type: stackType, name: "shop-production" }],
      exporting({}),
      ...needed.map((role) => exporting({ ...named, [role]: undefined })),
      exporting({ ...named, database: "" }),
      exporting({ ...named, oncall: "TBD" }),
      exporting({ ...named, escalation: "you@example.com" }),
    ],
  },
});
