import type { CommandModule } from "yargs";

export const bench: CommandModule<object, { write: boolean }> = {
  command: "bench",
  describe: "Print what the gate costs, as ratios within one run",
  builder: (yargs) =>
    yargs.option("write", {
      type: "boolean",
      default: false,
      describe: "Record the numbers in docs/benchmarks.md too",
    }),
  handler: async ({ write }) => {
    const { runBench } = await import("../../bench/bench.ts");
    process.exitCode = await runBench({ write });
  },
};
