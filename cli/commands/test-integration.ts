import type { CommandModule } from "yargs";
import { vitestCommand } from "./vitest-command.ts";

const command = vitestCommand(
  "test:integration",
  "Run the functions against real servers: PostgreSQL, Redis, and moto for AWS",
  ["--config", "test/integration/vitest.config.ts"],
);

export const testIntegration: CommandModule = {
  ...command,
  handler: async (argv) => {
    const { preflight } = await import("../../test/integration/preflight.ts");
    preflight();
    await command.handler(argv);
  },
};
