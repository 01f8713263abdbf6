import type { CommandModule } from "yargs";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";

export const check: CommandModule = {
  command: "check",
  describe: "Lint, format, types, shell, and whether the generated documents are fresh",
  builder: (yargs) => yargs,
  handler: async () => {
    process.exitCode = await runChecks();
  },
};

const steps: readonly {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}[] = [
  { name: "format and lint", command: "biome", args: ["check", "."] },
  { name: "types", command: "tsc", args: ["--noEmit", "-p", "."] },
  { name: "wrapper", command: "sh", args: ["-n", "golive"] },
  { name: "generated documents", command: process.execPath, args: ["cli/golive.ts", "docs", "--check"] },
];

/** All steps side by side; the output of those that fail, then one line each. */
async function runChecks(): Promise<ExitCode> {
  const { runTool } = await import("../process.ts");
  const ended = await Promise.all(
    steps.map(async ({ name, command, args }) => ({
      name,
      ...(await runTool(command, args, { capture: true })),
    })),
  );
  for (const { code, output } of ended) if (code !== 0) process.stderr.write(`${output.trimEnd()}\n\n`);
  for (const { name, code } of ended) process.stdout.write(`${code === 0 ? "✔" : "✘"} ${name}\n`);
  return ended.every(({ code }) => code === 0) ? exitCodes.ready : exitCodes.notReady;
}
