import { vault } from "../../reading/backups.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const vaultNeverEmptiedByForce = resourceRule({
  id: "vault-never-emptied-by-force",
  title: "Destroying a stack does not destroy its backups",
  requirements: ["C09", "K21"],
  why: "Every backup would be deleted on the way, and they are what a destroyed stack is made anew from.",
  fix: "Leave forceDestroy out, or set it to false.",
  judges: vault,
  findings: ({ forceDestroy = false }) => (forceDestroy === false ? [] : ["forceDestroy is set"]),
  examples: {
    pass: [{ props: {} }, { props: { forceDestroy: false } }],
    fail: [{ props: { forceDestroy: true } }, { props: { forceDestroy: unknown } }],
  },
});
