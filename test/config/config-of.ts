import { join } from "node:path";
import type { Config } from "../../config/schema.ts";
import { readStackFile } from "../../config/stack-file.ts";

export type Stack = "production" | "staging";

/** A stack file of this repository, as the program reads it; by default of the product at the root. */
export function configOf(stack: Stack, product = "."): Config {
  const file = readStackFile(join(import.meta.dirname, "../..", product, `Pulumi.${stack}.yaml`));
  if ("mistakes" in file) throw new Error(`${product}: Pulumi.${stack}.yaml has mistakes`);
  return file.config;
}
