import { vitestCommand } from "./vitest-command.ts";

export const testEngine = vitestCommand(
  "test:engine",
  "Run the tests with the real pulumi engine, where it is installed",
  ["--config", "test/engine/vitest.config.ts"],
);
