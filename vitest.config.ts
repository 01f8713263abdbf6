import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Small files with hundreds of cases begin first; by size, as vitest sorts without a cache, they would begin last. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = ({ moduleId }: TestSpecification): boolean =>
      moduleId.includes("/test/readiness/mutations/");
    return [...sorted.filter(long), ...sorted.filter((one) => !long(one))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    sequence: { sequencer: LongestFirst },
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
