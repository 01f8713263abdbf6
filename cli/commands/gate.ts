import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import { directoryOption } from "../directory-option.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes, explain, worst } from "../exit.ts";
import type { FileOptions } from "../gate-files.ts";
import { fileOptions, filesOf, printsFile, writeFiles } from "../gate-files.ts";
import { compared, readEarlier, rendered } from "../gate-text.ts";
import { type GoLiveOptions, refuseFacts, withGoLive } from "../go-live/options.ts";
import { root } from "../root.ts";

interface GateOptions extends GoLiveOptions, FileOptions {
  readonly stack: readonly string[];
  readonly json: boolean | undefined;
  readonly markdown: boolean | undefined;
  readonly directory: string | undefined;
  readonly compare: string | undefined;
}

export const gate: CommandModule<object, GateOptions> = {
  command: "gate",
  describe: "Judge one or all stacks offline: no cloud account, no credentials",
  builder: (yargs) =>
    withGoLive(yargs)
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
      .option("directory", directoryOption)
      .option("compare", {
        type: "string",
        requiresArg: true,
        describe: "Print as Markdown what differs from an earlier --json report, in this file",
      })
      .options(fileOptions)
      .conflicts("json", "markdown")
      .conflicts("compare", ["json", "markdown"])
      .example("$0 gate --stack production", "one stack")
      .example("$0 gate --json | jq .verdict", "for machines")
      .example("$0 gate --html gate.html --junit gate.xml --sarif gate.sarif", "to keep")
      .example("$0 gate --go-live --stack production", "GO or NO-GO, what is missing first"),
  handler: async (options) => {
    const files = filesOf({ ...options });
    if (!options["go-live"]) {
      refuseFacts(options);
      process.exitCode = await judge(options, files);
    } else process.exitCode = await (await import("../go-live/gate.ts")).gateGoLive(options);
  },
};

/** Stacks are evaluated side by side and reported in order; one that cannot be judged does not silence the others. */
async function judge(options: GateOptions, files: ReturnType<typeof filesOf>): Promise<ExitCode> {
  const [{ evaluateStack }, { verdictOf }, { chooseStacks }, { progress }] = await Promise.all([
    import("../../readiness/evaluate.ts"),
    import("../../readiness/register/verdict.ts"),
    import("../stacks.ts"),
    import("../progress.ts"),
  ]);
  const directory = options.directory === undefined ? root : resolve(options.directory);
  const earlier = options.compare === undefined ? undefined : await readEarlier(options.compare);
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
  const refused = ended.flatMap((end, index) =>
    end.status === "rejected" ? [{ stack: stacks[index] ?? "", ...explain(end.reason) }] : [],
  );
  await writeFiles(files, directory, {
    judged,
    refused: refused.map(({ stack, text }) => ({ stack, why: text })),
  });
  if (judged.length > 0 && !printsFile(files))
    process.stdout.write(
      earlier
        ? await compared(judged, earlier, options.stack.length > 0)
        : await rendered(judged, stacks.length > 1, options),
    );
  const texts = new Set(refused.map(({ text }) => text)); // both stacks may trip over the same mistake
  for (const text of texts) process.stderr.write(`${text}\n`);
  const verdicts = judged.map(({ report }) =>
    report.verdict === "ready" ? exitCodes.ready : exitCodes.notReady,
  );
  return worst([...verdicts, ...refused.map(({ code }) => code)]);
}
