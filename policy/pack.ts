import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules.ts";
import { policiesOf } from "./sdk/adapter.ts";
import { readContext } from "./sdk/context.ts";

new PolicyPack("golive", {
  description: "Refuses a stack that is not ready for production",
  enforcementLevel: "mandatory",
  policies: policiesOf(rules, readContext(process.env)),
});
