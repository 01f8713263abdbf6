import type { Rule } from "./rule.ts";

/** The whole pack, by area: a new rule is one import and one line. */
export const rules: readonly Rule[] = [];
