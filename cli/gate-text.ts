import { readFile } from "node:fs/promises";
import { mistyped } from "../ops/errors.ts";
import { InputMistakes } from "../readiness/errors.ts";
import type { EarlierReport } from "../readiness/report/comparison.ts";
import type { Evaluation, GateReport } from "../readiness/types.ts";

interface Judged {
  readonly report: GateReport;
  readonly evaluation: Evaluation;
}

/** How it is to be printed. */
interface Manner {
  readonly json: boolean | undefined;
  readonly markdown: boolean | undefined;
  readonly directory: string | undefined;
}

/** What is compared with is read before anything is judged. */
export async function readEarlier(file: string): Promise<readonly EarlierReport[]> {
  const { earlierReports } = await import("../readiness/report/comparison.ts");
  const text = await readFile(file, "utf8").catch(() => undefined);
  const read = text === undefined ? undefined : earlierReports(text);
  if (read) return read;
  const found = text === undefined ? `${file}, which cannot be read` : `${file}, which is none`;
  throw new InputMistakes([mistyped("--compare", found, "a file with what `gate --json` printed")]);
}

/** What differs from the earlier report, by stack, as Markdown. */
export async function compared(
  judged: readonly Judged[],
  earlier: readonly EarlierReport[],
  chosen: boolean,
): Promise<string> {
  const { comparison, goneStacks } = await import("../readiness/report/comparison.ts");
  const each = judged.map(({ report, evaluation: { project } }) =>
    comparison(
      project,
      earlier.find(({ stack }) => stack === report.stack),
      report,
    ),
  );
  const asked = chosen ? [] : earlier; // who asks for one stack does not miss the others
  const gone = goneStacks(
    asked,
    judged.map(({ report }) => report.stack),
  );
  return [...each, ...(gone === "" ? [] : [gone])].join("\n");
}

/** The reports of all stacks, as they were asked for. */
export async function rendered(
  judged: readonly Judged[],
  several: boolean,
  options: Manner,
): Promise<string> {
  if (options.json) {
    const reports = judged.map(({ report }) => report);
    return `${JSON.stringify(several ? severalReports(reports) : reports[0], null, 2)}\n`;
  }
  if (options.markdown) {
    const { markdownReport } = await import("../readiness/report/markdown.ts");
    return judged.map(({ report, evaluation }) => markdownReport(report, evaluation)).join("\n");
  }
  const [{ terminalReport }, { wantsColour }] = await Promise.all([
    import("../readiness/report/terminal.ts"),
    import("../readiness/report/text.ts"),
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
