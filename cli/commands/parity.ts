import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import type { ParityDifference } from "../../readiness/types.ts";
import { directoryOption } from "../directory-option.ts";
import { exitCodes } from "../exit.ts";
import { root } from "../root.ts";

interface ParityOptions {
  readonly json: boolean | undefined;
  readonly markdown: boolean | undefined;
  readonly directory: string | undefined;
}

export const parity: CommandModule<object, ParityOptions> = {
  command: "parity",
  describe: "Compare staging with production, offline: fail where a difference is not meant",
  builder: (yargs) =>
    yargs
      .option("json", { type: "boolean", describe: "Print the differences as one JSON object" })
      .option("markdown", { type: "boolean", describe: "Print the table as Markdown" })
      .option("directory", directoryOption)
      .conflicts("json", "markdown"),
  handler: async (options) => {
    const [{ parityIn }, { progress }] = await Promise.all([
      import("../../readiness/parity/read.ts"),
      import("../progress.ts"),
    ]);
    const directory = options.directory === undefined ? root : resolve(options.directory);
    const line = progress(["staging", "production"], "comparing");
    const differences = await parityIn({ root, directory }).finally(() => line.done());
    process.stdout.write(await rendered(differences, options));
    const same = differences.every(({ intended }) => intended);
    process.exitCode = same ? exitCodes.ready : exitCodes.notReady;
  },
};

async function rendered(differences: readonly ParityDifference[], options: ParityOptions): Promise<string> {
  if (options.json) {
    const verdict = differences.every(({ intended }) => intended) ? "ready" : "not ready";
    return `${JSON.stringify({ verdict, differences }, null, 2)}\n`;
  }
  if (options.markdown)
    return (await import("../../readiness/report/parity-document.ts")).parityDocument(differences);
  const [{ parityReport }, { painter, wantsColour }] = await Promise.all([
    import("../../readiness/report/parity-report.ts"),
    import("../../readiness/report/text.ts"),
  ]);
  const width = Math.min(Math.max(process.stdout.columns ?? 100, 60), 120);
  return parityReport(differences, painter(wantsColour(process.stdout, process.env)), width);
}
