import { fileURLToPath } from "node:url";
import type { Config } from "../../config/schema.ts";
import { readStackFile } from "../../config/stack-file.ts";

/** A stack file of this repository, as the program reads it. */
export function configOf(stack: "production" | "staging"): Config {
  const file = readStackFile(fileURLToPath(new URL(`../../Pulumi.${stack}.yaml`, import.meta.url)));
  if ("mistakes" in file) throw new Error(`Pulumi.${stack}.yaml has mistakes`);
  return file.config;
}
