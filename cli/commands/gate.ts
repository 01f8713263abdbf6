import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import type { Evaluation, GateReport } from "../../readiness/types.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes, explain, worst } from "../exit.ts";
import { root } from "../root.ts";

interface GateOptions {
  readonly stack: readonly string[];
  readonly json: boolean | undefined;
  readonly markdown: boolean | undefined;
  readonly directory: string | undefined;
}

export const gate: CommandModule<object, GateOptions> = {
  command: "gate",
  describe: "Judge one or all stacks offline: no cloud account, no credentials",
  builder: (yargs) =>
    yargs
      .option("stack", {
        alias: "s",
        type: "string",
        array: true,
        default: [],
        defaultDescription: "all",
        describe: "The stacks to judge",
      })
      .option("json", { type: "boolean", describe: "Print the report as one JSON object" })
      .option("markdown", { type: "boolean", describe: "Print the report as Markdown" })
      .option("directory", {
        alias: "d",
        type: "string",
        describe: "The folder of the Pulumi.<stack>.yaml files, if not this project's own",
      })
      .conflicts("json", "markdown")
      .example("$0 gate --stack production", "one stack")
      .example("$0 gate --json | jq .verdict", "for machines"),
  handler: async (options) => {
    process.exitCode = await judge(options);
  },
};

interface Judged {
  readonly report: GateReport;
  readonly evaluation: Evaluation;
}

/** Stacks are evaluated side by side and reported in order; one that cannot be judged does not silence the others. */
async function judge(options: GateOptions): Promise<ExitCode> {
  const [{ evaluateStack }, { verdictOf }, { chooseStacks }, { progress }] = await Promise.all([
    import("../../readiness/evaluate.ts"),
    import("../../readiness/register/verdict.ts"),
    import("../stacks.ts"),
    import("../progress.ts"),
  ]);
  const directory = options.directory === undefined ? root : resolve(options.directory);
  const stacks = chooseStacks(directory, options.stack);
  const line = progress(stacks);
  const from = performance.now();
  const ended = await Promise.allSettled(
    stacks.map(async (stack) => {
      const evaluation = await evaluateStack({
        stack,
        root,
        directory,
        onStep: (step) => line.step(stack, step),
      });
      const total = Math.round(performance.now() - from);
      return { evaluation, report: verdictOf({ ...evaluation, timings: { ...evaluation.timings, total } }) };
    }),
  );
  line.done();

  const judged = ended.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  const refused = ended.flatMap((end) => (end.status === "rejected" ? [explain(end.reason)] : []));
  if (judged.length > 0) process.stdout.write(await rendered(judged, stacks.length > 1, options));
  const texts = new Set(refused.map(({ text }) => text)); // both stacks may trip over the same mistake
  for (const text of texts) process.stderr.write(`${text}\n`);
  const verdicts = judged.map(({ report }) =>
    report.verdict === "ready" ? exitCodes.ready : exitCodes.notReady,
  );
  return worst([...verdicts, ...refused.map(({ code }) => code)]);
}

async function rendered(judged: readonly Judged[], several: boolean, options: GateOptions): Promise<string> {
  if (options.json) {
    const reports = judged.map(({ report }) => report);
    return `${JSON.stringify(several ? severalReports(reports) : reports[0], null, 2)}\n`;
  }
  if (options.markdown) {
    const { markdownReport } = await import("../../readiness/report/markdown.ts");
    return judged.map(({ report, evaluation }) => markdownReport(report, evaluation)).join("\n");
  }
  const [{ terminalReport }, { wantsColour }] = await Promise.all([
    import("../../readiness/report/terminal.ts"),
    import("../../readiness/report/text.ts"),
  ]);
  const terminal = {
    colour: wantsColour(process.stdout, process.env),
    columns: process.stdout.columns ?? 100,
    directory: options.directory,
  };
  return judged
    .map(({ report, evaluation }, index) =>
      terminalReport(report, evaluation, { ...terminal, again: index > 0 }),
    )
    .join(`\n${"─".repeat(60)}\n\n`);
}

/** One object also for several stacks, so that `.verdict` answers in both cases. */
function severalReports(stacks: readonly GateReport[]): {
  verdict: GateReport["verdict"];
  stacks: readonly GateReport[];
} {
  return { verdict: stacks.every(({ verdict }) => verdict === "ready") ? "ready" : "not ready", stacks };
}
