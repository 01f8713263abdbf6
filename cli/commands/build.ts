import type { CommandModule } from "yargs";
import { DependencyFailed } from "../../readiness/errors.ts";
import { root } from "../root.ts";

export const build: CommandModule = {
  command: "build",
  describe: "Build the functions' bundles anew; other commands do it by themselves when sources change",
  builder: (yargs) => yargs,
  handler: async () => {
    const { BuildFailed, buildFunctions } = await import("../../functions/build/bundles.ts");
    const { functions } = await buildFunctions(root).catch((error: unknown) => {
      throw error instanceof BuildFailed ? new DependencyFailed(error.message) : error;
    });
    const rows = Object.entries(functions).map(([name, { bytes, sha256 }]) => ({
      name,
      size: `${Math.ceil(bytes / 1024)} KiB`,
      sha256,
    }));
    const width = Math.max(0, ...rows.map(({ name }) => name.length));
    for (const { name, size, sha256 } of rows)
      process.stdout.write(`${name.padEnd(width)}  ${size.padStart(9)}  ${sha256}\n`);
  },
};
