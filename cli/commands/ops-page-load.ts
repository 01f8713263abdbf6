import type { CommandModule } from "yargs";
import type { Target } from "../../ops/target.ts";
import type { Drill } from "../../ops/trial/attempt.ts";
import { DependencyFailed } from "../../readiness/errors.ts";
import type { ExitCode } from "../exit.ts";
import { onPath } from "../process.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface PageLoadOptions extends TrialWords {
  readonly yes: boolean;
}

export const opsPageLoad: CommandModule<object, PageLoadOptions> = {
  command: "page-load <stack>",
  describe: "Load the first page in a real browser, and measure it",
  builder: (yargs) =>
    withYes(withTrial(yargs), "Load it; without, say what would be loaded").example(
      "$0 ops page-load production --yes",
      "the median of five loads with an empty cache",
    ),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: PageLoadOptions): Promise<ExitCode> {
  const [{ pageLoad, pagesOf, visits }, { addressOf, pagesId }] = await Promise.all([
    import("../../ops/page-load.ts"),
    import("../../ops/trial/address.ts"),
  ]);
  pagesOf(target);
  const browser = browserHere();
  const drill: Drill = {
    kind: "page-load",
    plan: async ({ trial }) => [
      `loads ${addressOf(trial, pagesId)}/ ${visits} times in ${browser}, each time as a new visitor`,
      `the median may take ${target.config.slo.loadMs} ms; errors and strange addresses count too`,
    ],
    act: ({ trial, voice, manner: { signal } }) =>
      pageLoad(trial, {
        browser,
        signal,
        tell: (number, { loadMs }) =>
          voice.say(`${number} of ${visits}: ${loadMs === undefined ? "not loaded" : `${loadMs} ms`}`),
      }),
  };
  return drilled(target, { command: `page-load ${target.typed}`, words: options }, drill);
}

/** @throws DependencyFailed where there is none */
function browserHere(): string {
  const { PUPPETEER_EXECUTABLE_PATH: named, PATH = "" } = process.env;
  const found =
    named === undefined
      ? ["chromium", "chromium-browser", "google-chrome"].map((name) => onPath(name, PATH)).find(Boolean)
      : onPath(named, "/");
  if (found !== undefined) return found;
  throw new DependencyFailed(
    "there is no Chromium here: apt-get install chromium, or PUPPETEER_EXECUTABLE_PATH=/path/to/chrome",
  );
}
