import { defineConfig } from "vitest/config";

// Real engine, minutes not milliseconds: only `npm run test:engine` runs these.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.engine.ts"],
    globalSetup: "./announce.ts",
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
