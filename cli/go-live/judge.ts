import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { progress } from "../progress.ts";
import { computed, type GoLiveWords } from "./facts.ts";

/** Computes the verdict on a launch, and prints it. */
export async function judgeGoLive(
  words: GoLiveWords,
  shape: { readonly json: boolean | undefined; readonly markdown: boolean | undefined },
): Promise<ExitCode> {
  const line = progress([words.stack]);
  const { report, evaluation } = await computed(words, (step) => line.step(words.stack, step)).finally(() =>
    line.done(),
  );
  if (shape.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    const [{ goLiveMarkdown, goLiveText }, { wantsColour }] = await Promise.all([
      import("../../readiness/report/go-live-text.ts"),
      import("../../readiness/report/text.ts"),
    ]);
    const terminal = {
      colour: wantsColour(process.stdout, process.env),
      columns: process.stdout.columns ?? 100,
    };
    process.stdout.write(
      shape.markdown
        ? goLiveMarkdown(report.goLive, evaluation)
        : goLiveText(report.goLive, evaluation, terminal),
    );
  }
  return report.goLive.verdict === "NO-GO" ? exitCodes.notReady : exitCodes.ready;
}
