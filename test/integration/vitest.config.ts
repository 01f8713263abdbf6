import { defineConfig } from "vitest/config";

// Real servers, each file its own: `./golive test:integration` looks for their programs first.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.integration.ts"],
    setupFiles: "./quiet.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A server per file, and four cores: more at once only slows each of them down.
    maxWorkers: 3,
  },
});
