import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Some tests start processes, which takes seconds on a machine that is busy with the others.
    testTimeout: 30_000,
    // Counted with `--coverage` alone, of all that ships, files that no test loads among it (C01).
    coverage: {
      provider: "v8",
      include: ["{cli,components,config,evidence,functions,ops,policy,readiness,stacks}/**/*.ts"],
      exclude: ["functions/.built/**"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 80, statements: 80, functions: 80, branches: 80 },
    },
  },
});
