import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../config/schema.ts";
import { Platform } from "../../stacks/platform.ts";
import { awsProvider } from "../../stacks/provider.ts";
import { configOf, type Stack } from "../config/config-of.ts";
import { declare, type Plan } from "./declare.ts";

/** Folders of every shipped product: the one at the root, and the examples. */
export const products: readonly string[] = [
  ".",
  ...readdirSync(join(import.meta.dirname, "../../examples")).map((name) => join("examples", name)),
];
export const stacks = ["production", "staging"] as const;
export const everyStack = products.flatMap((product) => stacks.map((stack) => ({ product, stack })));

type Pass = "preview" | "resolved";
const plans = new Map<string, Promise<Plan>>();

/** A shipped stack, declared once for all tests of a file: what they ask is what it says, never what it does. */
export function platform(stack: Stack, pass: Pass = "preview", product = "."): Promise<Plan> {
  const key = `${product} ${stack} ${pass}`;
  const plan = plans.get(key) ?? platformOf(configOf(stack, product), pass);
  plans.set(key, plan);
  return plan;
}

export const platformOf = (config: Config, pass: Pass = "preview"): Promise<Plan> =>
  quickly(() =>
    declare(() => new Platform("platform", config, { providers: [awsProvider(config)] }), { pass }),
  );

/** The SDK keeps a stack trace for every promise, and reading those of a whole platform takes longer than all else. */
async function quickly<T>(make: () => Promise<T>): Promise<T> {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return await make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
