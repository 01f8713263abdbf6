import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Small files with hundreds of cases begin first; by size, as vitest sorts without a cache, they would begin last. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = ({ moduleId }: TestSpecification): boolean =>
      /\/test\/readiness\/(mutations\/|examples|leak)/.test(moduleId);
    return [...sorted.filter(long), ...sorted.filter((one) => !long(one))];
  }
}

const tests = "test/**/*.test.ts";
/** A module in whose place another stands must be nobody else's: these files have processes of their own. */
const mocking = globSync(tests).filter((file) => readFileSync(file, "utf8").includes("vi.mock("));

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // A process for as many files as it comes to, which share what is costly: the SDKs, the schema, declared stacks.
      { extends: true, test: { name: "shared", include: [tests], exclude: mocking, isolate: false } },
      { extends: true, test: { name: "alone", include: mocking } },
    ],
    setupFiles: "test/lean.ts",
    // Some tests start processes, which takes seconds on a machine that is busy with the others.
    testTimeout: 30_000,
    // Counted with `--coverage` alone, of all that ships, files that no test loads among it (C01): what runs in the tests'
    // own processes. Processes that they start run the same files as other code, which would be counted beside it.
    coverage: {
      provider: "v8",
      include: ["{cli,components,config,evidence,functions,ops,policy,readiness,stacks}/**/*.ts"],
      exclude: ["functions/.built/**"],
      reporter: ["text-summary", "json-summary"],
      // Branches may not fall below what they are: what only AWS's own answers lead to is proven by the integration tests,
      // which are not counted.
      thresholds: { lines: 80, functions: 80, statements: 80, branches: 73 },
    },
  },
});
