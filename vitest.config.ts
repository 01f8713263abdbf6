import { defineConfig } from "vitest/config";

// Some tests start processes, which takes seconds on a machine that is busy with the others.
export default defineConfig({ test: { include: ["test/**/*.test.ts"], testTimeout: 30_000 } });
