import { basename } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They take a minute and more; begun last, one of them would run alone at the end. */
const long = [
  "launch",
  "launch-faults",
  "burst",
  "smoke-command",
  "ops-task",
  "frontend",
  "preflight",
  "release",
  "load-product",
  "launch-canary",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = long.indexOf(basename(moduleId, ".integration.ts"));
      return at < 0 ? long.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

// Real servers, each file its own: `./golive test:integration` looks for their programs first.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.integration.ts"],
    setupFiles: "./quiet.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    // A server per file, and four cores: more at once only slows each of them down.
    maxWorkers: 4,
  },
});
