import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./adapter.ts";
import { readContext } from "./context.ts";
import { rules } from "./rules.ts";

new PolicyPack("golive", {
  description: "Refuses a stack that is not ready for production",
  enforcementLevel: "mandatory",
  policies: policiesOf(rules, readContext(process.env)),
});
