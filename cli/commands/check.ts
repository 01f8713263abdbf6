import type { CommandModule } from "yargs";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";

export const check: CommandModule = {
  command: "check",
  describe: "Lint, format, types, shell, workflows, secrets, and whether the generated documents are fresh",
  builder: (yargs) => yargs,
  handler: async () => {
    process.exitCode = await runChecks();
  },
};

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where it comes from, if it is no package of npm: without it the step is left out, in so many words. */
  readonly from?: string;
}

const steps: readonly Step[] = [
  { name: "format and lint", command: "biome", args: ["check", "."] },
  { name: "types", command: "tsc", args: ["--noEmit", "-p", "."] },
  { name: "wrapper", command: "sh", args: ["-n", "golive"] },
  { name: "no secret in any file", command: "secretlint", args: ["--no-color", "**/*"] },
  {
    name: "workflows linted",
    command: "actionlint",
    args: [],
    from: "go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.7",
  },
  { name: "generated documents", command: process.execPath, args: ["cli/golive.ts", "docs", "--check"] },
];

/** All steps side by side; the output of those that fail, then one line each. */
async function runChecks(): Promise<ExitCode> {
  const [{ runTool, onPath }, { repositoryChecks }, { root }] = await Promise.all([
    import("../process.ts"),
    import("../repository/checks.ts"),
    import("../root.ts"),
  ]);
  const absent = steps.filter(({ command, from }) => from !== undefined && onPath(command) === undefined);
  const running = steps
    .filter((step) => !absent.includes(step))
    .map(async ({ name, command, args }) => ({
      name,
      ...(await runTool(command, args, { capture: true })),
    }));
  const own = repositoryChecks(root).map(({ name, flaws }) => ({
    name,
    code: flaws.length,
    output: flaws.join("\n"),
  }));
  const ended = [...(await Promise.all(running)), ...own];
  for (const { code, output } of ended) if (code !== 0) process.stderr.write(`${output.trimEnd()}\n\n`);
  for (const { name, command, from } of absent)
    process.stdout.write(`– ${name}: left out, because ${command} is not on PATH (${from})\n`);
  for (const { name, code } of ended) process.stdout.write(`${code === 0 ? "✔" : "✘"} ${name}\n`);
  return ended.every(({ code }) => code === 0) ? exitCodes.ready : exitCodes.notReady;
}
